//! QR codes: what encoding, drawing and reading back cost for each code.
//!
//! `cargo bench --bench codes`

#[path = "timing.rs"]
#[expect(dead_code, reason = "the benches share it, and this one times no processes")]
mod timing;

use handbill::check::scan;
use handbill::geom::{Length, Point};
use handbill::qr::{Limits, Matrix, encode};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 2000;

fn main() {
    let limits = Limits { side: Length::mm(38.0), minimum_module: Length::mm(0.6) };
    let kinds = [
        ("link of 42 bytes", "https://humantraffickinghotline.org/report".to_string()),
        ("phone number", "tel:+18883737888".to_string()),
        ("card of 150 bytes", "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Prairie Partnership\r\nORG:Prairie Partnership\r\nTEL:+14065550100\r\nEMAIL:info@example.org\r\nEND:VCARD\r\n".to_string()),
    ];
    let mut rows = vec![["what", "version", "encode", "outline", "read back from the modules"].map(str::to_string).to_vec()];
    for (what, payload) in kinds {
        let matrix = encode(&payload, &limits).expect("a code");
        let name = format!("{}-{:?}", matrix.version, matrix.level);
        let encoded = median(|| drop(black_box(encode(black_box(&payload), &limits))));
        let drawn = median(|| drop(black_box(outline(&matrix))));
        let read = median(|| assert_eq!(scan::read_matrix(&matrix).as_deref(), Some(payload.as_str())));
        rows.push(vec![what.to_string(), name, micro(encoded), micro(drawn), micro(read)]);
    }
    timing::table(&rows);
}

fn outline(matrix: &Matrix) -> handbill::geom::Path {
    matrix.path(Point::default(), Length::mm(0.6))
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn micro(duration: Duration) -> String {
    format!("{:.0} us", duration.as_secs_f64() * 1e6)
}
