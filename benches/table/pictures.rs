//! Pictures as organizations send them: a logo of 400 KB, a photograph of five million pixels, a press file of 12 MB. The
//! same number gives the same bytes on every machine.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// xorshift64: grain that no two machines draw differently.
struct Grain(u64);

impl Grain {
    fn of(n: usize) -> Grain {
        Grain(0x2545_f491_4f6c_dd1d ^ (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// A disc with soft edges on nothing, shaded and with the grain of a scan, as PNG of about 400 KB.
pub fn png_logo(n: usize) -> Vec<u8> {
    const SIDE: i64 = 480;
    let mut grain = Grain::of(n);
    let mut pixels = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (dx, dy) = (x - SIDE / 2, y - SIDE / 2);
            let outside = ((dx * dx + dy * dy) as f64).sqrt() - (SIDE / 2 - 4) as f64;
            let alpha = (255.0 - outside.clamp(0.0, 3.0) * 85.0) as u8;
            let noise = (grain.next() % 40) as i64;
            let shade = |base: i64| (base + y / 8 + noise) as u8;
            let [r, g, b] = [n * 37 % 60, n * 59 % 60, n * 83 % 90].map(|c| shade(c as i64));
            pixels.extend(if alpha == 0 { [0; 4] } else { [r, g, b, alpha] });
        }
    }
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels, SIDE as u32, SIDE as u32, ExtendedColorType::Rgba8)
        .expect("a vector takes any bytes");
    bytes
}

/// Hills under a sky with the grain of a camera, five million pixels, as JPEG.
pub fn photograph(n: usize) -> Vec<u8> {
    const WIDTH: u32 = 2592;
    const HEIGHT: u32 = 1944;
    let mut grain = Grain::of(n);
    let period = 300 + n as u32 % 200;
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let at = x % period;
        let ridge = HEIGHT / 2 + at.min(period - at);
        let noise = (grain.next() % 13) as i32 - 6;
        let base: [i32; 3] = if y > ridge { [60, 90, 50] } else { [220 - y as i32 / 16, 190, 150 + y as i32 / 16] };
        Rgb(base.map(|c| (c + noise).clamp(0, 255) as u8))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&picture).expect("a vector takes any bytes");
    bytes
}

/// Three letter pages, each a CMYK picture of 4 MB that no compression makes smaller, as a PDF from anywhere.
pub fn cmyk_file() -> Vec<u8> {
    const WIDTH: usize = 885;
    const HEIGHT: usize = 1145;
    let mut bytes = b"%PDF-1.6\n".to_vec();
    let mut places = Vec::new();
    let mut object = |bytes: &mut Vec<u8>, body: &[u8]| {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n", places.len()).as_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\nendobj\n");
    };
    object(&mut bytes, b"<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut bytes, b"<< /Type /Pages /Kids [3 0 R 6 0 R 9 0 R] /Count 3 >>");
    for page in 0..3 {
        let first = 3 + page * 3;
        object(
            &mut bytes,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 630 810] /TrimBox [9 9 621 801] /BleedBox [0 0 630 810] \
                 /Contents {} 0 R /Resources << /XObject << /P {} 0 R >> >> >>",
                first + 1,
                first + 2
            )
            .as_bytes(),
        );
        let content = "630 0 0 810 0 0 cm /P Do";
        object(&mut bytes, format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).as_bytes());
        let mut grain = Grain::of(page);
        let pixels: Vec<u8> = (0..WIDTH * HEIGHT * 4).map(|_| (grain.next() % 160) as u8).collect();
        let mut picture = format!(
            "<< /Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /ColorSpace /DeviceCMYK \
             /BitsPerComponent 8 /Length {} >>\nstream\n",
            pixels.len()
        )
        .into_bytes();
        picture.extend_from_slice(&pixels);
        picture.extend_from_slice(b"\nendstream");
        object(&mut bytes, &picture);
    }
    let start = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        bytes.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = places.len() + 1;
    bytes.extend_from_slice(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    bytes
}
