//! Files to a zip archive: stored as they are, because PDF and PNG are packed already; sorted, and without a clock, so
//! that the same files give the same archive.

use flate2::Crc;

/// Why there is no archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZipError {
    /// More files than an archive of the old kind counts: 65,535.
    TooMany(usize),
    /// More bytes than it addresses: 4 GB.
    TooLarge,
}

/// Midnight of the first day that the format knows, 1 January 1980.
const DATE: u16 = 0x0021;
/// Version 2.0: folders in names.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;

/// The archive of these files, by name (APPNOTE.TXT 6.3.3, 4.3). Names have forward slashes.
pub fn archive(mut files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, ZipError> {
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let count = u16::try_from(files.len()).map_err(|_| ZipError::TooMany(files.len()))?;
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, data) in files {
        let offset = u32::try_from(bytes.len()).map_err(|_| ZipError::TooLarge)?;
        let size = u32::try_from(data.len()).map_err(|_| ZipError::TooLarge)?;
        let length = u16::try_from(name.len()).map_err(|_| ZipError::TooLarge)?;
        let mut crc = Crc::new();
        crc.update(&data);
        let mut common = Vec::new();
        for field in [VERSION, FLAGS, 0, 0, DATE] {
            common.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), size, size] {
            common.extend(field.to_le_bytes());
        }
        common.extend(length.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        bytes.extend(*b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(data);
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&common);
        // Comment, disk, internal and external attributes: none.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).map_err(|_| ZipError::TooLarge)?;
    let size = u32::try_from(directory.len()).map_err(|_| ZipError::TooLarge)?;
    bytes.extend(directory);
    bytes.extend(*b"PK\x05\x06\0\0\0\0");
    for field in [count, count] {
        bytes.extend(field.to_le_bytes());
    }
    for field in [size, start] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(0_u16.to_le_bytes());
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_reach_the_bytes() {
        let file = |name: &str| (name.to_string(), name.as_bytes().to_vec());
        let one = archive(vec![file("b/é.txt"), file("a.txt")]).expect("two small files");
        assert_eq!(archive(vec![file("a.txt"), file("b/é.txt")]), Ok(one.clone()));
        assert!(one.starts_with(b"PK\x03\x04"));
        assert_eq!(one[one.len() - 22..][..4], *b"PK\x05\x06");
        assert_eq!(archive(Vec::new()).map(|bytes| bytes.len()), Ok(22));
    }
}
