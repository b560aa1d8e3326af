//! What the tests stand on: projects in temporary folders, the program run on them, and the judges that look at what
//! comes out.

pub mod aloud;
pub mod codes;
pub mod example;
pub mod judge;
pub mod manifest;
pub mod outcome;
pub mod paper;
pub mod picture;
pub mod project;
pub mod run;
pub mod source;
pub mod trial;
