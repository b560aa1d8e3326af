//! What a drawing comes to, and what is refused.

use super::outlines::area;
use super::*;

fn draw(body: &str) -> Result<Drawing, PictureError> {
    draw_with(body, &[])
}

fn draw_with(body: &str, roles: &[(&str, Rgb)]) -> Result<Drawing, PictureError> {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="40" viewBox="0 0 80 40">{body}</svg>"#
    );
    vector(svg.as_bytes(), roles, &|rgb| Color::Rgb(rgb.0))
}

fn px(x: f64, y: f64, w: f64, h: f64) -> Rect {
    let l = |n: f64| Length::points(n * 0.75);
    Rect::new(l(x), l(y), l(w), l(h))
}

/// Boxes and colours of all fills, clips opened.
fn boxes(draws: &[Draw]) -> Vec<(Rect, Color)> {
    let mut found = Vec::new();
    for draw in draws {
        match draw {
            Draw::Fill { path, color, .. } => found.push((path.bounds().unwrap(), color.clone())),
            Draw::Clip { items, .. } | Draw::Faded { items, .. } => found.extend(boxes(items)),
            other => panic!("{other:?}"),
        }
    }
    found
}

/// An arc to a place beyond all paper would be cut into millions of curves.
#[test]
fn nothing_is_drawn_beyond_all_paper() {
    for far in [
        r#"<path d="M224,120a4,4,0,0,0-4,66666666666666666666666666666664v52Z"/>"#,
        r#"<path d="M0 0A4 4 0 01 1E+30 5z"/>"#,
        r#"<rect width="1e300" height="5" rx="2"/>"#,
        r#"<g transform="translate(99999999999)"><path d="M0 0h5v5z"/></g>"#,
    ] {
        let told = draw(far).map(|_| ()).unwrap_err().to_string();
        assert!(told.contains("beyond all paper"), "{told}");
    }
    for good in [
        r#"<path d="M1e-30.5.5a8,8,0,0,1-8,8 1 1 0 01.5.5H9z" id="layer99999999999"/>"#,
        r#"<rect width="1.2em" height="5.00000000000001" transform="rotate(45 1e2 3)"/>"#,
    ] {
        draw(good).expect(good);
    }
}

#[test]
fn shapes_and_nested_transforms() {
    let body = r##"<g transform="translate(10 5)"><g transform="scale(2)"><rect width="5" height="4" fill="#0b3d6b"/></g></g>"##;
    let drawing = draw(body).unwrap();
    assert_eq!(drawing.size, px(0.0, 0.0, 80.0, 40.0).size());
    assert_eq!(boxes(&drawing.draws), [(px(10.0, 5.0, 10.0, 8.0), Color::Rgb([0x0b, 0x3d, 0x6b]))]);
    assert_eq!(drawing.colors, [Rgb([0x0b, 0x3d, 0x6b])]);
}

#[test]
fn the_view_box_scales_and_cuts() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 10 10"><rect x="5" width="9" height="5"/></svg>"#;
    let drawing = vector(svg, &[], &|rgb| Color::Rgb(rgb.0)).unwrap();
    let Draw::Clip { path, items } = &drawing.draws[0] else { panic!("{drawing:?}") };
    assert_eq!(path.bounds(), Some(px(0.0, 0.0, 20.0, 20.0)));
    assert_eq!(boxes(items)[0].0, px(10.0, 0.0, 18.0, 10.0));
}

#[test]
fn roles_colour_what_carries_their_class() {
    let body = r##"<path class="brand" fill="#f00" d="M0 0h9v9z"/><path class="accent-line" d="M0 20h40" fill="none" stroke="#f00" style="stroke:#0f0"/><g class="paper"><path d="M50 0h9v9z"/></g>"##;
    let roles = [("brand", Rgb([1, 2, 3])), ("accent", Rgb([4, 5, 6])), ("paper", Rgb([7, 8, 9]))];
    let drawing = draw_with(body, &roles).unwrap();
    let colors: Vec<Color> = boxes(&drawing.draws).into_iter().map(|b| b.1).collect();
    assert_eq!(colors, [Color::Rgb([1, 2, 3]), Color::Rgb([4, 5, 6]), Color::Rgb([7, 8, 9])]);
}

#[test]
fn strokes_become_outlines_with_their_caps_and_dashes() {
    let line = |more: &str| {
        boxes(&draw(&format!(r#"<path d="M10 20H50" stroke="black" stroke-width="4" {more}/>"#)).unwrap().draws)[0].0
    };
    assert_eq!(line(""), px(10.0, 18.0, 40.0, 4.0));
    assert_eq!(line(r#"stroke-linecap="square""#), px(8.0, 18.0, 44.0, 4.0));
    assert_eq!(line(r#"stroke-dasharray="5 10" stroke-dashoffset="-5""#), px(15.0, 18.0, 35.0, 4.0));
    assert_eq!(line(r#"transform="scale(1 .5)""#), px(10.0, 9.0, 40.0, 2.0));
}

#[test]
fn clip_paths() {
    let clip = |parts: &str, more: &str| {
        draw(&format!(r#"<clipPath id="c" {more}>{parts}</clipPath><rect width="80" height="40" clip-path="url(#c)"/>"#))
    };
    let drawing = clip(r#"<rect x="10" width="20" height="10"/>"#, r#"transform="translate(5 0)""#).unwrap();
    let Draw::Clip { path, items } = &drawing.draws[0] else { panic!("{drawing:?}") };
    assert_eq!(path.bounds(), Some(px(15.0, 0.0, 20.0, 10.0)));
    assert_eq!(items.len(), 1);
    // Two overlapping parts that turn opposite ways.
    let drawing = clip(r#"<path d="M0 0h20v20h-20z"/><path d="M10 0v20h20v-20z"/>"#, "").unwrap();
    let Draw::Clip { path, .. } = &drawing.draws[0] else { panic!("{drawing:?}") };
    let turns: Vec<bool> = path
        .segments
        .split(|s| *s == Segment::Close)
        .filter(|p| !p.is_empty())
        .map(|p| area(&Path { segments: p.to_vec() }) > 0.0)
        .collect();
    assert_eq!(turns, [true, true]);
    assert!(clip("", "").unwrap().draws.is_empty(), "an empty clip path hides everything");
    // A hole is a part that turns the other way; a star that crosses itself has none that could.
    let holes = r#"<path d="M0 0h20v20h-20z M5 5h5v5h-5z" clip-rule="evenodd"/>"#;
    let drawing = clip(holes, "").unwrap();
    let Draw::Clip { path, .. } = &drawing.draws[0] else { panic!("{drawing:?}") };
    let turns: Vec<bool> = path
        .segments
        .split(|s| *s == Segment::Close)
        .filter(|p| !p.is_empty())
        .map(|p| area(&Path { segments: p.to_vec() }) > 0.0)
        .collect();
    assert_ne!(turns[0], turns[1]);
    let star = r#"<path d="M20 2L30 38L4 14H36L10 38z" clip-rule="evenodd"/>"#;
    assert!(matches!(clip(star, ""), Err(PictureError::Effect { element, .. }) if element == "clipPath#c"));
}

#[test]
fn what_lets_the_ground_through_stays_so() {
    let body = r#"<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9" fill-opacity=".5"/></g>"#;
    let refused = draw(body).expect_err("one of them is faded already").to_string();
    assert!(refused.contains("overlap"), "{refused}");
    let body = r#"<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9"/></g><rect y="20" width="5" height="5" fill-opacity=".25"/>"#;
    let draws = draw(body).unwrap().draws;
    let faded = |draw: &Draw| match draw {
        Draw::Faded { opacity, items } => (*opacity, items.len()),
        other => panic!("{other:?}"),
    };
    assert_eq!(draws.iter().map(faded).collect::<Vec<_>>(), [(0.5, 2), (0.25, 1)]);
}

#[test]
fn gradients_run_from_their_first_colour_to_their_last() {
    let stops = r##"<stop offset=".25" stop-color="#f00"/><stop offset=".75" stop-color="#00f"/>"##;
    let body = format!(r#"<linearGradient id="g">{stops}</linearGradient><rect x="10" width="40" height="20" fill="url(#g)"/>"#);
    let drawn = boxes(&draw(&body).unwrap().draws);
    assert_eq!(drawn[0], (px(10.0, 0.0, 40.0, 20.0), Color::Rgb([255, 0, 0])), "all of it in the first colour");
    let (last, color) = drawn.last().unwrap();
    assert_eq!(color, &Color::Rgb([0, 0, 255]));
    let points = |l: Length| (l.to_points() * 100.0).round() / 75.0;
    assert_eq!((points(last.x), points(last.right())), (40.0, 50.0), "three quarters of the way to the end");
    assert!(drawn.len() > 100, "{} steps", drawn.len());
    assert!(drawn[1..].windows(2).all(|w| w[0].0.x <= w[1].0.x && w[0].0.right() == w[1].0.right()));

    let body = format!(r#"<radialGradient id="g">{stops}</radialGradient><circle cx="20" cy="20" r="16" fill="url(#g)"/>"#);
    let drawn = boxes(&draw(&body).unwrap().draws);
    assert_eq!(drawn[0].1, Color::Rgb([0, 0, 255]), "the last colour lies under all");
    let (last, color) = drawn.last().unwrap();
    assert_eq!((points(last.x), points(last.width), color), (16.0, 8.0, &Color::Rgb([255, 0, 0])), "a quarter of the radius");
}

#[test]
fn what_is_not_printed_is_refused_by_name() {
    let gradient = r##"<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1"/></linearGradient>"##;
    for (body, want) in [
        (r#"<text x="1" y="9">Hope <tspan>House</tspan></text>"#.to_owned(), "`Hope House`"),
        (r#"<image id="i" href="data:image/png;base64,AAAA" width="9" height="9"/>"#.into(), "`image#i` uses `image`"),
        (r#"<image href="file:///etc/passwd" width="9" height="9"/>"#.into(), "`image`"),
        (
            r##"<linearGradient id="s" spreadMethod="repeat"><stop stop-color="#f00"/><stop offset="1"/></linearGradient><rect id="r" width="9" height="9" fill="url(#s)"/>"##.into(),
            "a gradient that repeats",
        ),
        (
            r##"<radialGradient id="s"><stop stop-color="#f00"/><stop offset="1" stop-opacity="0"/></radialGradient><rect id="r" width="9" height="9" fill="url(#s)"/>"##.into(),
            "a gradient to something see-through",
        ),
        (
            format!(r#"{gradient}<rect id="r" width="9" height="9" fill="url(#g)" fill-opacity=".5"/>"#),
            "`path#r` uses the opacity 0.5 on a gradient",
        ),
        (
            r#"<mask id="m"><rect width="9" height="9" fill="gray"/></mask><rect width="9" height="9" mask="url(#m)"/>"#
                .into(),
            "a `mask`",
        ),
        (
            r#"<g id="r" opacity=".5"><rect width="9" height="9"/><rect width="5" height="20"/></g>"#.into(),
            "`g#r` uses the opacity 0.5 over shapes that overlap",
        ),
        (r#"<g style="mix-blend-mode:multiply"><rect width="9" height="9"/></g>"#.into(), "a blend mode"),
        (r#"<use href="other.svg#a"/>"#.into(), "another file"),
        (r##"<use id="u" xlink:href="#gone"/>"##.into(), "`use#u` points to `gone`"),
        (r#"<rect width="9" height="9" fill="url(#gone)"/>"#.into(), "points to `gone`"),
        (r#"<foreignObject width="9" height="9"><p>x</p></foreignObject>"#.into(), "foreignObject"),
    ] {
        let message = draw(&body).expect_err(&body).to_string();
        assert!(message.contains(want), "{body}: {message}");
    }
    // Definitions that nothing uses do no harm; neither do empty text frames.
    assert!(draw(&format!("{gradient}<text> </text>")).unwrap().draws.is_empty());
}

#[test]
fn hostile_files_end_quickly() {
    let laughs: String =
        (1..=20).map(|i| format!(r##"<g id="a{i}">{}</g>"##, format!(r##"<use href="#a{}"/>"##, i - 1).repeat(10))).collect();
    let cases = [
        format!(r##"<defs><rect id="a0" width="1" height="1"/>{laughs}</defs><use href="#a20"/>"##),
        r##"<g id="a"><use href="#a"/></g>"##.to_owned(),
        r#"<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9"/></clipPath><rect clip-path="url(#c)" width="9" height="9"/>"#.into(),
        format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000)),
        (0..3000).map(|i| format!(r##"<g id="n{i}"><use href="#n{}"/></g>"##, i + 1)).collect::<String>() + r#"<rect id="n3000"/>"#,
        r#"<path d="M0 0H1e30" stroke="black"/>"#.into(),
        r#"<path d="M0 0H4e5" stroke="black" stroke-dasharray=".001"/>"#.into(),
        format!(r#"<path fill="none" stroke="black" d="M0 0{}"/>"#, "q1 1 2 0".repeat(100_000)),
        format!(r#"<marker id="m">{}</marker><path marker-mid="url(#m)" d="M0 0{}"/>"#, "<rect/>".repeat(500), "h1".repeat(9000)),
    ];
    for body in cases {
        let start: String = body.chars().take(60).collect();
        assert!(draw(&body).is_err(), "{start}");
    }
    let entities = r#"<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>&e;&e;&e;&e;</desc></svg>"#;
    assert!(vector(entities.as_bytes(), &[], &|rgb| Color::Rgb(rgb.0)).is_err());
    for size in
        [r#"width="0" height="9""#, r#"width="1e38" height="1e38""#, r#"viewBox="0 0 1e-30 1e30""#, r#"width="-3" height="4""#]
    {
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="9" height="9"/></svg>"#);
        assert!(vector(svg.as_bytes(), &[], &|rgb| Color::Rgb(rgb.0)).is_err(), "{size}");
    }
    let good = r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path id="p" d="M0 0h9v-9a1 2 3 0 1 4 5z" stroke="#f00" stroke-dasharray="1 2" stroke-width="2"/></svg>"##;
    let mut seed = 1_u32;
    for _ in 0..400 {
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..3 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize / 7 % bytes.len();
            bytes[at] = b"019-.e<>\"#()"[seed as usize / 65_536 % 12];
        }
        // Whatever it says, it comes back.
        let _ = vector(&bytes, &[], &|rgb| Color::Rgb(rgb.0));
    }
    for junk in [&b""[..], b"<svg", b"\xff\xfe", b"\x1f\x8b\x08", b"<html/>"] {
        assert!(vector(junk, &[], &|rgb| Color::Rgb(rgb.0)).is_err());
    }
}

/// Draws in the colour of their first fill, or why not.
fn first_color(body: &str) -> Result<Color, String> {
    let drawn = draw(body).map_err(|e| e.to_string())?;
    Ok(boxes(&drawn.draws).first().map_or(Color::Gray(1.0), |(_, color)| color.clone()))
}

#[test]
fn colours_are_read_as_browsers_read_them() {
    let rect = r#"<rect class="a" width="9" height="9""#;
    for (body, want) in [
        (format!(r#"{rect} fill="url(#gone) #060"/>"#), Some([0, 0x66, 0])),
        (format!(r#"{rect} style="fill:#060;fill:color(display-p3 0.1 0.4 0.1);fill-opacity:1"/>"#), Some([0, 0x66, 0])),
        (format!(r#"{rect} fill="oklch(62.8% 0.25768 29.234)"/>"#), Some([255, 0, 0])),
        (format!(r#"{rect} fill="rgb(0 102 0 / 100%)"/>"#), Some([0, 0x66, 0])),
        (format!(r#"<style>:root{{--c:#060}}.a{{fill:var(--c)}}</style>{rect}/>"#), Some([0, 0x66, 0])),
        (format!(r#"<style>.a{{fill:var(--gone, #060)}}</style>{rect}/>"#), Some([0, 0x66, 0])),
        (format!(r#"<style>@import url("x.css"); .b{{fill:url(#gone)}} .a{{fill:#060}}</style>{rect}/>"#), Some([0, 0x66, 0])),
        (
            format!(r#"<style>@media (prefers-color-scheme: dark){{.a{{fill:#fff}}}} .a{{fill:#060}}</style>{rect}/>"#),
            Some([0, 0x66, 0]),
        ),
        (format!(r##"<style>.a{{fill:blurple}}</style><g fill="red">{rect} fill="#060"/></g>"##), Some([0, 0x66, 0])),
        (format!(r##"<style>.b{{fill:blurple}}</style>{rect} fill="#060"/>"##), Some([0, 0x66, 0])),
        (format!(r#"{rect} style="fill:light-dark(red, blue)"/>"#), None),
        (format!(r#"{rect} fill="var(--gone)"/>"#), None),
        (format!(r#"<style>.a{{fill:blurple}}</style>{rect}/>"#), None),
    ] {
        match (first_color(&body), want) {
            (Ok(got), Some(want)) => assert_eq!(got, Color::Rgb(want), "{body}"),
            (Err(why), None) => assert!(why.contains("cannot be read"), "{body}: {why}"),
            (got, want) => panic!("{body}: {got:?}, wanted {want:?}"),
        }
    }
}

/// What is not drawn does not matter, whichever program hid it.
#[test]
fn only_what_is_drawn_is_looked_at() {
    let rect = r#"<rect width="9" height="9" fill="red"/>"#;
    for hidden in [
        r#"<g display="none"><text>Old name</text></g>"#,
        r#"<style>.guide{display:none}</style><g class="guide"><text>Old name</text><image href="x.png" width="5" height="5"/></g>"#,
        r#"<text visibility="hidden">Old name</text>"#,
        r#"<defs><text id="t">Old name</text><pattern id="p"><image href="x.png" width="5" height="5"/></pattern></defs>"#,
        r#"<switch><foreignObject requiredExtensions="http://ns.adobe.com/AdobeIllustrator/10.0/" x="0" y="0" width="1" height="1"/><g><rect width="1" height="1"/></g></switch>"#,
        r##"<defs><g><rect fill="url(#gone)" width="9" height="9"/></g></defs>"##,
        r##"<g style="display:none"><use href="#gone"/></g>"##,
        r#"<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><text>x</text></sodipodi:namedview>"#,
    ] {
        assert_eq!(first_color(&format!("{hidden}{rect}")).as_ref().map_err(String::as_str).map(|_| ()), Ok(()), "{hidden}");
    }
    for drawn in [
        r#"<switch><g requiredExtensions="http://ns.adobe.com/x"/><text>Old name</text></switch>"#,
        r##"<defs><text id="t">Old name</text></defs><use href="#t"/>"##,
        r#"<g fill="none" stroke="red"><text>Old name</text></g>"#,
    ] {
        let why = first_color(&format!("{drawn}{rect}")).expect_err(drawn);
        assert!(why.contains("Old name"), "{drawn}: {why}");
    }
}

#[test]
fn files_come_in_every_encoding() {
    let svg = |encoding: &str| {
        format!(
            r##"<?xml version="1.0" encoding="{encoding}"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Café</title><rect id="é" width="9" height="9" fill="#060"/></svg>"##
        )
    };
    let latin: Vec<u8> = svg("iso-8859-1").chars().map(|c| c as u8).collect();
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        mark.into_iter().chain(svg("UTF-16").encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, svg("utf-8").as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    for bytes in
        [latin, wide(u16::to_le_bytes, [0xff, 0xfe]), wide(u16::to_be_bytes, [0xfe, 0xff]), packed, svg("UTF-8").into_bytes()]
    {
        let drawing = vector(&bytes, &[], &|rgb| Color::Rgb(rgb.0)).unwrap();
        assert_eq!(drawing.colors, [Rgb([0, 0x66, 0])]);
    }
    let wrong: Vec<u8> = svg("utf-8").chars().map(|c| c as u8).collect();
    let why = vector(&wrong, &[], &|rgb| Color::Rgb(rgb.0)).unwrap_err().to_string();
    assert!(why.contains("save it as UTF-8"), "{why}");
}

#[test]
fn effects_become_pixels() {
    let svg = |body: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">{body}</svg>"#).into_bytes();
    let body = r#"<mask id="m"><rect width="40" height="40" fill="white"/></mask><rect width="80" height="40" fill="red" mask="url(#m)"/>"#;
    let raster = flattened(&svg(body)).unwrap();
    assert_eq!((raster.width, raster.height), (3000, 1500));
    let Pixels::Rgb { data, mask: Some(mask) } = &raster.pixels else { panic!("it lets the ground through") };
    assert_eq!((data[3 * 300..3 * 300 + 3].to_vec(), mask[300], mask[2700]), (vec![255, 0, 0], 255, 0));
    let hidden = r#"<mask id="m"><text>Old name</text></mask><rect width="80" height="40" mask="url(#m)"/>"#;
    assert!(matches!(flattened(&svg(hidden)), Err(PictureError::Text { .. })));
}
