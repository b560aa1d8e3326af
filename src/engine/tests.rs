//! Whole runs with a maker that needs no fonts.

use super::*;
use crate::diag::At;
use crate::model::{Purpose, Make, OrgChoice};
use jiff::civil::date;
use std::fs;
