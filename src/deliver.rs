//! Made files to disk, whole or not at all, and the manifest.
