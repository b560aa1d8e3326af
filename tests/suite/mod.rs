//! The tests. They speak of paper, files and messages, so that they outlive a rewrite.

mod batch;
mod brand;
mod codes;
mod color;
mod example;
mod faults;
mod fitting;
mod formats;
mod golden;
mod hostile;
mod judged;
mod languages;
mod manual;
mod mutations;
mod press;
mod readme;
mod relations;
mod scale;
mod sheets;
mod start;
mod statements;
mod tables;
mod tidy;
mod tongues;
mod translations;
mod whole;
