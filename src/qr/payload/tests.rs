//! Each kind of payload, as it is written and as it is refused.

use super::*;

fn check(got: Result<String, PayloadError>, want: &str) {
    assert_eq!(got.as_deref(), Ok(want));
}

#[test]
fn links() {
    check(link("https://dojmt.gov"), "https://dojmt.gov");
    check(link("https://dojmt.gov/"), "https://dojmt.gov/");
    check(link("HTTPS://DOJMT.gov/Public-Safety"), "https://dojmt.gov/Public-Safety");
    check(link("https://bücher.example/ä?q=ö|x"), "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6%7Cx");
    check(link("https://example.org:8443/a%20b#c"), "https://example.org:8443/a%20b#c");
}

#[test]
fn links_that_must_not_be_printed() {
    let why = |written: &str| link(written).unwrap_err();
    assert_eq!(
        why("http://example.org/x").to_string(),
        "`http://example.org/x` is plain http, which can be altered on the way; type `https://example.org/x`"
    );
    assert!(matches!(why("example.org/x"), PayloadError::NoScheme { .. }));
    assert!(matches!(why("example.org:80/x"), PayloadError::NoScheme { .. }));
    assert!(matches!(why("javascript:alert(1)"), PayloadError::Scheme { .. }));
    assert!(matches!(why("https://bob:secret@example.org/"), PayloadError::Credentials { .. }));
    assert!(matches!(why("https://bob@example.org/"), PayloadError::Credentials { .. }));
    assert!(matches!(why("https://exa mple.org/"), PayloadError::UrlSign { sign: ' ', .. }));
    assert!(matches!(why("https:\\\\example.org"), PayloadError::UrlSign { .. }));
    for host in ["https://", "https://localhost/", "https://10.0.0.1/", "https://[::1]/", "https://intranet/", "https://a.local"]
    {
        assert!(matches!(why(host), PayloadError::Host { .. }), "{host}");
    }
    assert!(matches!(why("https://bit.ly/3abc"), PayloadError::Shortener { .. }));
    assert!(matches!(why("https://go.tinyurl.com/x"), PayloadError::Shortener { .. }));
    check(link("https://habit.ly/x"), "https://habit.ly/x");
}

#[test]
fn tracking_is_seen() {
    let link = "https://utm-track.example.org/help?utm_source=card&utm_campaign=jan&id=000417";
    assert_eq!(tracking_parameter(link).as_deref(), Some("utm_source"));
    assert_eq!(tracking_parameter("https://example.org/?q=utm_source").as_deref(), None);
    assert_eq!(tracking_parameter("https://example.org/?FBCLID=1").as_deref(), Some("FBCLID"));
}

#[test]
fn capitals_only_where_case_does_not_count() {
    let upper = upper_host("https://dojmt.gov/Human?a=b").unwrap();
    assert_eq!(upper, "HTTPS://DOJMT.GOV/Human?a=b");
    assert_eq!(upper_host("tel:988"), None);
}

#[test]
fn numbers_and_texts() {
    check(call("1-888-373-7888"), "tel:+18883737888");
    check(call("988"), "tel:988");
    check(call("(406) 444-1776 ext. 12"), "tel:+14064441776,12");
    check(text("233733", "HELP"), "SMSTO:233733:HELP");
    check(text("(406) 555-0140", ""), "SMSTO:+14065550140");
    check(text_uri("233733", "HELP me"), "sms:233733?body=HELP%20me");
    assert_eq!(text("233733", "a\nb"), Err(PayloadError::Control { field: "say" }));
    assert!(matches!(call("406-555-01HE (406-555-0144)"), Err(PayloadError::Phone(_))));
}

#[test]
fn letters() {
    check(email("info@example.org", "", ""), "mailto:info@example.org");
    check(
        email("a+b@bücher.example", "Présentation & more", "Line 1\nLine 2"),
        "mailto:a+b@xn--bcher-kva.example?subject=Pr%C3%A9sentation%20%26%20more&body=Line%201%0D%0ALine%202",
    );
    assert_eq!(email("[email protected]", "", ""), Err(PayloadError::EmailPlaceholder));
    for wrong in ["", "info", "info@", "@example.org", "a b@example.org", "a@b", "a@b@example.org", "a..b@example.org"] {
        assert!(matches!(email(wrong, "", ""), Err(PayloadError::Email { .. })), "{wrong}");
    }
}

#[test]
fn contacts() {
    let card = Card {
        name: "Hope, Help; Home".into(),
        phones: vec!["(406) 444-1776".into()],
        email: "info@example.org".into(),
        url: "https://example.org".into(),
        address: "1 Main St, Helena".into(),
        note: "a\\b\nc".into(),
        ..Card::default()
    };
    check(
        contact(&card),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Hope\\, Help\\; Home\r\nORG:Hope\\, Help\\; Home\r\n\
         TEL:+14064441776\r\nEMAIL:info@example.org\r\nURL:https://example.org\r\n\
         ADR:;;1 Main St\\, Helena;;;;\r\nNOTE:a\\\\b\\nc\r\nEND:VCARD\r\n",
    );
    let person = Card { name: "Ana Ruiz".into(), person: Some(("Ana".into(), "Ruiz".into())), ..Card::default() };
    check(contact(&person), "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;;;\r\nFN:Ana Ruiz\r\nEND:VCARD\r\n");
    check(contact_short(&person), "MECARD:N:Ruiz,Ana;;");
    assert_eq!(contact(&Card::default()), Err(PayloadError::Empty { field: "name" }));
}

#[test]
fn networks() {
    check(wifi("Guest; net", Some("pass:word\\1"), false), "WIFI:T:WPA;S:Guest\\; net;P:pass\\:word\\\\1;;");
    check(wifi("cafe", None, true), "WIFI:T:nopass;S:\"cafe\";H:true;;");
    assert_eq!(wifi("", None, false), Err(PayloadError::NetworkName { bytes: 0 }));
    assert_eq!(wifi("x", Some("short"), false), Err(PayloadError::Password { characters: 5 }));
}

#[test]
fn places_and_events() {
    check(geo(46.589_36, -112.0391), "geo:46.58936,-112.03910");
    assert!(geo(f64::NAN, 0.0).is_err());
    assert!(geo(91.0, 0.0).is_err());
    let start = jiff::civil::date(2027, 1, 11).at(18, 30, 0, 0);
    let forum = Event { title: "Forum".into(), start, end: None, place: "Hall 2, Helena".into(), universal: false };
    check(
        event(&forum),
        "BEGIN:VEVENT\r\nSUMMARY:Forum\r\nDTSTART:20270111T183000\r\nLOCATION:Hall 2\\, Helena\r\nEND:VEVENT\r\n",
    );
    let backwards = Event { end: Some(jiff::civil::date(2027, 1, 10).at(0, 0, 0, 0)), ..forum };
    assert!(matches!(event(&backwards), Err(PayloadError::Times { .. })));
}

#[test]
fn what_is_printed_beside_it() {
    for (payload, want) in [
        ("https://dojmt.gov/", "dojmt.gov"),
        ("HTTPS://DOJMT.GOV/Human", "dojmt.gov/Human"),
        ("https://xn--bcher-kva.example/%C3%A4%20b", "bücher.example/ä%20b"),
        ("tel:+18883737888", "888-373-7888"),
        ("tel:+14064441776,12", "406-444-1776 #12"),
        ("tel:988", "988"),
        ("SMSTO:233733:HELP", "233733"),
        ("mailto:info@example.org?subject=x", "info@example.org"),
        ("WIFI:T:nopass;S:x;;", ""),
        ("é", ""),
    ] {
        assert_eq!(readable(payload), want, "{payload}");
    }
}
