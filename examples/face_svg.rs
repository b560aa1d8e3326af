use handbill::{compose::*, *};
use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use std::fmt::Write;
struct P(String, f64, f64, f64);
impl P {
    fn x(&self, x: f32) -> f64 {
        self.1 + x as f64 * self.3
    }
    fn y(&self, y: f32) -> f64 {
        self.2 - y as f64 * self.3
    }
}
impl OutlinePen for P {
    fn move_to(&mut self, x: f32, y: f32) {
        let (a, b) = (self.x(x), self.y(y));
        write!(self.0, "M{a:.2} {b:.2}").unwrap()
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let (a, b) = (self.x(x), self.y(y));
        write!(self.0, "L{a:.2} {b:.2}").unwrap()
    }
    fn quad_to(&mut self, c: f32, d: f32, x: f32, y: f32) {
        let (e, f, a, b) = (self.x(c), self.y(d), self.x(x), self.y(y));
        write!(self.0, "Q{e:.2} {f:.2} {a:.2} {b:.2}").unwrap()
    }
    fn curve_to(&mut self, c: f32, d: f32, g: f32, h: f32, x: f32, y: f32) {
        let (e, f, i, j, a, b) = (self.x(c), self.y(d), self.x(g), self.y(h), self.x(x), self.y(y));
        write!(self.0, "C{e:.2} {f:.2} {i:.2} {j:.2} {a:.2} {b:.2}").unwrap()
    }
    fn close(&mut self) {
        self.0.push('Z')
    }
}
fn col(c: &color::Color) -> String {
    use color::Color::*;
    match c {
        Rgb([r, g, b]) => format!("rgb({r},{g},{b})"),
        Gray(v) => {
            let v = (v * 255.0) as u8;
            format!("rgb({v},{v},{v})")
        }
        Cmyk([c, m, y, k]) => {
            let f = |i: f32| (255.0 * (1.0 - i) * (1.0 - k)) as u8;
            format!("rgb({},{},{})", f(*c), f(*m), f(*y))
        }
        _ => "magenta".into(),
    }
}
fn d(p: &geom::Path) -> String {
    let mut s = String::new();
    for g in &p.segments {
        use geom::Segment::*;
        let t = |p: &geom::Point| format!("{:.2} {:.2} ", p.x.to_points(), p.y.to_points());
        match g {
            Move(a) => s += &format!("M{}", t(a)),
            Line(a) => s += &format!("L{}", t(a)),
            Cubic(a, b, c) => s += &format!("C{}{}{}", t(a), t(b), t(c)),
            Close => s.push('Z'),
        }
    }
    s
}
fn draw(o: &mut String, x: &display::Draw, n: &mut usize) {
    use display::Draw::*;
    match x {
        Fill { path, rule, color } => write!(
            o,
            "<path d='{}' fill='{}' fill-rule='{}'/>",
            d(path),
            col(color),
            if *rule == display::FillRule::EvenOdd { "evenodd" } else { "nonzero" }
        )
        .unwrap(),
        Stroke { path, width, color, .. } => {
            write!(o, "<path d='{}' fill='none' stroke='{}' stroke-width='{:.2}'/>", d(path), col(color), width.to_points())
                .unwrap()
        }
        Clip { path, items } => {
            *n += 1;
            let k = *n;
            write!(o, "<clipPath id='c{k}'><path d='{}'/></clipPath><g clip-path='url(#c{k})'>", d(path)).unwrap();
            for i in items {
                draw(o, i, n)
            }
            o.push_str("</g>")
        }
        Glyphs(r) => {
            let f = FontRef::new(r.font.data.as_slice()).unwrap();
            let u = f.metrics(Size::unscaled(), LocationRef::default()).units_per_em as f64;
            let oc = f.outline_glyphs();
            let mut p = P(String::new(), 0., 0., r.size.to_points() / u);
            for g in &r.glyphs {
                p.1 = (r.origin.x + g.offset.x).to_points();
                p.2 = (r.origin.y + g.offset.y).to_points();
                if let Some(gl) = oc.get(GlyphId::new(g.id as u32)) {
                    gl.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut p).unwrap();
                }
            }
            write!(o, "<path d='{}' fill='{}'/>", p.0, col(&r.color)).unwrap()
        }
        Image { rect, .. } => write!(
            o,
            "<rect x='{:.1}' y='{:.1}' width='{:.1}' height='{:.1}' fill='gray'/>",
            rect.x.to_points(),
            rect.y.to_points(),
            rect.width.to_points(),
            rect.height.to_points()
        )
        .unwrap(),
    }
}
fn main() {
    let w = world::World::open(".");
    let (p, ds) = syntax::read(&w, &syntax::Wanted::Made);
    for x in &ds {
        eprint!("{}", diag::render(x, &p.sources, diag::Format::Short, false))
    }
    let names: Vec<String> = std::env::args().skip(1).collect();
    let r = plan::Request {
        names: vec![],
        orgs: vec![],
        languages: vec![],
        purposes: vec![],
        output: None,
        as_of: None,
        today: world::today(),
    };
    let (jobs, ds) = plan::plan(&p, &r);
    for x in &ds {
        eprint!("{}", diag::render(x, &p.sources, diag::Format::Short, false))
    }
    let mut ts = text::Typesetter::new(&p.fonts);
    let mut shelf = PictureShelf::default();
    for j in &jobs {
        let tag = format!("{}.{}.{}.{}", j.org, j.format, j.language, j.purpose.name());
        if !names.iter().all(|n| tag.contains(n.as_str())) {
            continue;
        }
        let t0 = std::time::Instant::now();
        let (doc, ds) = resolve::resolve(&p, j);
        for x in &ds {
            eprint!("{tag}: {} {}", x.check.name, diag::render(x, &p.sources, diag::Format::Short, false))
        }
        let Some(doc) = doc else { continue };
        let mut b = Bench { project: &p, inks: Inks { purpose: j.purpose, profile: None }, pictures: &mut shelf, fonts: &ts };
        let (abs, ds) = compose(&doc, j, &mut b);
        for x in &ds {
            eprint!("{tag}: {} {}", x.check.name, diag::render(x, &p.sources, diag::Format::Short, false))
        }
        let t1 = t0.elapsed();
        for a in &abs {
            let (f, ds) = layout::lay_out(a, &mut ts);
            for x in &ds {
                eprint!("{tag}: {} {} {:?}", x.check.name, diag::render(x, &p.sources, diag::Format::Short, false), x.help)
            }
            let Some(f) = f else { continue };
            let mut o = String::new();
            let bl = f.bleed.to_points();
            let (wi, he) = (f.trim.width.to_points(), f.trim.height.to_points());
            write!(o,"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{} {} {} {}' width='{}' height='{}'><rect x='{}' y='{}' width='100%' height='100%' fill='#ccc'/><rect width='{wi}' height='{he}' fill='white'/>",-bl,-bl,wi+2.*bl,he+2.*bl,wi+2.*bl,he+2.*bl,-bl,-bl).unwrap();
            let mut n = 0;
            for i in &f.items {
                draw(&mut o, &i.draw, &mut n)
            }
            o.push_str("</svg>");
            std::fs::write(format!("/tmp/faces/{tag}.{}.svg", f.name), o).unwrap();
        }
        eprintln!("{tag} compose {:?} total {:?}", t1, t0.elapsed());
    }
}
