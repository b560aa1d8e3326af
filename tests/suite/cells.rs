//! What people's spreadsheets hold, and what must not happen to it: cells that swallow others, values that a program has
//! changed, values of another row. Good tables stay quiet.

use crate::harness::project::Project;
use crate::harness::run::Ran;

/// A project whose only words are those of the organization.
fn card() -> Project {
    let project = Project::small();
    project.edit("content/orgs/library.toml", "name", "sponsor = \"S\"\nname");
    project
}

fn read(table: &str) -> Ran {
    let project = card();
    project.write("list.csv", table);
    for logo in ["maryvale.svg", "hill.svg", "jerome.svg"] {
        project.write(logo, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>");
    }
    project.run(&["dump", "--stage", "read", "--orgs", "list.csv", "--message-format", "short"])
}

/// The table says this, with an error or a warning of the name.
fn said(table: &str, check: &str, words: &str) {
    let ran = read(table);
    let line = ran.stderr.lines().find(|line| line.contains(&format!("[{check}]")) && line.contains(words));
    assert!(line.is_some(), "no {check} with {words:?} for\n{table}\nin\n{}", ran.stderr);
}

/// Nothing is said beside what was taken for granted, and this stands in what was read.
fn quiet(table: &str, words: &[&str]) {
    let ran = read(table);
    let loud = ran.stderr.lines().find(|line| line.contains("error[") || line.contains("warning["));
    assert_eq!(loud, None, "for\n{table}");
    let squeezed: String = ran.stdout.split_whitespace().collect();
    for words in words {
        let wanted: String = words.split_whitespace().collect();
        assert!(squeezed.contains(&wanted), "no {words:?} for\n{table}\nin\n{}", ran.stdout);
    }
}

const HEAD: &str = "name,phone,web,address\n";

#[test]
fn no_row_vanishes_inside_a_cell() {
    let open =
        format!("{HEAD}A,(406) 555-0134,https://a.example.org/,\"12 Oak St\nB,(406) 555-0135,https://b.example.org/,13 Oak St");
    said(&open, "bad-value", "never closed, and swallows 1 row");
    said(&format!("{open}\"\nC,(406) 555-0136,https://c.example.org/,14 Oak St"), "bad-value", "swallows 1 row");
    said(&format!("{HEAD}A,(406) 555-0134,https://a.example.org/,12 Oak St, Suite 4\n"), "bad-value", "5 cells under 4 headers");
    quiet(&format!("{HEAD}A,(406) 555-0134,https://a.example.org/,\"12 Oak St\nSuite 4\",,\n"), &["\"12 Oak St, Suite 4\""]);
    quiet(
        &format!("{HEAD}\"The \"\"Blue\"\" 8\"\" Cafe\",(406) 555-0134,https://a.example.org/,\n"),
        &["The \\\"Blue\\\" 8\\\" Cafe"],
    );
    let named = |name: &str| format!("{HEAD}{name},(406) 555-0134,https://a.example.org/,12 Oak St\n");
    for name in ["\"A \"Big\" Library\"", "\"A \"Library"] {
        said(&named(name), "bad-value", "a quotation mark inside this cell ends it");
    }
    said(&named("A Library\""), "lonely-mark", "do not stand in pairs");
    said("name,phone,\nA,(406) 555-0134,since 2020\n", "unknown-column", "column C has words and no header");
}

/// A row of sums is no organization, and one that is called `Total` is.
#[test]
fn a_row_of_sums_is_named() {
    let rows = "A,(406) 555-0134,https://a.example.org/,12 Oak St\nB,(406) 555-0155,https://b.example.org/,14 Elm St\n";
    for foot in ["Total,2,,\n", "Total: 2,,,\n", ",Grand total,,2\n"] {
        said(&format!("{HEAD}{rows}{foot}"), "missing-key", "");
    }
    said(&format!("{HEAD}{rows}Total,2,,\n"), "missing-key", "the last row is `Total`");
    quiet(&format!("{HEAD}{rows}Total,(406) 555-0166,https://t.example.org/,16 Ash St\n"), &["\"Total\""]);
    said(&format!("{HEAD}desk@a.example.org,(406) 555-0134,https://a.example.org/,12 Oak St\n"), "bad-value", "a mail address");
    said(&format!("{HEAD}A Library,(406) 555-0134,https://a.example.org/,desk@a.example.org\n"), "bad-value", "the street");
}

#[test]
fn values_that_a_program_has_changed_are_refused() {
    for (cell, check, words) in [
        ("+B2", "formula", "is a formula"),
        ("@SUM(A1)", "formula", "is a formula"),
        ("TRUE", "bad-value", "not a name"),
        ("2027-01-11", "bad-value", "not a name"),
        ("12345", "bad-value", "not a name"),
        ("########", "formula", "too narrow"),
    ] {
        said(&format!("{HEAD}{cell},(406) 555-0134,https://a.example.org/,12 Oak St\n"), check, words);
    }
    let address = |address: &str| format!("{HEAD}A,(406) 555-0134,https://a.example.org/,{address}\n");
    said(&address("?"), "bad-value", "says nothing");
    said(&address("\"12 Oak St, , MT\""), "bad-value", "is empty");
    said(&format!("{HEAD}12 Oak Street,(406) 555-0134,https://a.example.org/,A Library\n"), "bad-value", "the name is wanted");
    quiet(&address("-"), &[]);
    quiet(&format!("{HEAD}A_x000D_,(406) 555-0134,https://a.example.org/,12 Oak St_x000D_\n"), &["\"12 Oak St\"", "\"A\""]);
    for name in ["211", "@Home Youth", "+A Plus", "1st Street", "4-H", "100% Fun"] {
        quiet(&format!("{HEAD}{name},(406) 555-0134,https://a.example.org/,12 Oak St\n"), &[name]);
    }
    let funded = |amount: &str, percent: &str| {
        format!("name,phone,funding.agency,funding.amount,funding.federal_percent\nA,(406) 555-0134,Office,{amount},{percent}\n")
    };
    said(&funded("\"1,50\"", "75"), "bad-value", "before three digits");
    said(&funded("$750.000", "75"), "bad-value", "a thousand here and a fraction there");
    said(&funded("750000", "0.75"), "bad-value", "less than one percent");
    quiet(&funded("\"$750,000\"", "75%"), &["750000.0", "75.0"]);
    quiet(&funded("750000.50", "62.5"), &["750000.5", "62.5"]);
}

#[test]
fn parts_of_an_address_hold_together() {
    let parts = |street: &str, city: &str, region: &str, zip: &str| {
        format!("name,phone,street,city,region,postal_code\nA,(406) 555-0134,{street},{city},{region},{zip}\n")
    };
    quiet(&parts("12 Oak St", "Helena", "MT", "596011234"), &["12 Oak St, Helena, MT 59601-1234"]);
    quiet(&parts("12 Oak St", "Agawam", "MA", "1001"), &["12 Oak St, Agawam, MA 01001"]);
    quiet(&parts("140 W Pine St", "Winnipeg", "MB", "R3C 0V8"), &["140 W Pine St, Winnipeg, MB R3C 0V8"]);
    quiet(
        &parts("One Main St", "100 Mile House", "BC", "V0K 2E0").replace("One", "1"),
        &["1 Main St, 100 Mile House, BC V0K 2E0"],
    );
    said(&parts("12 Oak St", "Helena", "MT", "5960"), "zip-and-state", "05960");
    said(&parts("12 Oak St", "Helena", "MT", "99601"), "zip-and-state", "belongs to AK");
    said(&parts("Helena", "12 Oak St", "MT", "59601"), "bad-value", "stands where the town is wanted");
    let both = "name,phone,address,city,region,postal_code\nA,(406) 555-0134,12 Oak St,Helena,MT,59601\n";
    quiet(both, &["\"12 Oak St, Helena, MT 59601\""]);
    quiet(&both.replace("12 Oak St,", "\"12 Oak St, Helena, MT 59601\","), &["\"12 Oak St, Helena, MT 59601\""]);
    said("name,phone,Telephone\nA,(406) 555-0134,(406) 555-0135\n", "bad-value", "both say the `phone`");
    quiet("Name,E-Mail,Zip Code,City,State\nA,a@a.example.org,59601,Helena,MT\n", &["a@a.example.org", "\"Helena, MT 59601\""]);
}

#[test]
fn values_of_another_row_are_named() {
    let rows = |one: [&str; 3], other: [&str; 3]| {
        format!("name,phone,email,web\nA,{},{},{}\nB,{},{},{}\n", one[0], one[1], one[2], other[0], other[1], other[2])
    };
    let a = ["(406) 555-0141", "info@a.example.org", "https://a.example.org/"];
    let b = ["(406) 555-0142", "hi@b.example.org", "https://b.example.org/"];
    quiet(&rows(a, b), &[]);
    said(&rows(a, [b[0], b[1], a[2]]), "copied-down", "the site of `B` is that of `A`");
    said(&rows(a, [b[0], b[1], "https://www.a.example.org/2"]), "copied-down", "the site of `B` is that of `A`");
    said(&rows([a[0], a[1], b[2]], [b[0], b[1], a[2]]), "copied-down", "the site of `A` is that of `B`");
    said(&rows(a, [a[0], b[1], b[2]]), "copied-down", "has the number of `A`");
    said(&rows([a[0], "", a[2]], [a[0], "", b[2]]), "copied-down", "has the number of `A`");
    said(&rows(a, [b[0], a[1], b[2]]), "copied-down", "`B` has the mail address of `A`");
    let streets = |one: &str, other: &str| {
        let row = |name: &str, line: &str, at: &str| format!("{name},(406) 555-01{line},https://x.example.org/,\"{at}\"\n");
        format!("{HEAD}{}{}", row("A", "41", one), row("B", "52", other))
    };
    said(&streets("1 Oak St, Helena, MT 59601", "1 Oak St, Helena, MT 59602"), "copied-down", "the postal code 59601 in one row");
    quiet(&streets("1 Oak St, Helena, MT 59601", "3 Oak St, Helena, MT 59602"), &[]);
    // Branches of one house share what they share.
    quiet(&rows(a, [a[0], "east@a.example.org", "https://a.example.org/east"]), &[]);
    quiet(&rows(a, [b[0], "branch@gmail.com", "https://a.example.org/b"]), &[]);
    quiet(&rows(a, [b[0], "hi@east.a.example.org", "https://a.example.org/b"]), &[]);
    said("id,name,phone\na,Same,(406) 555-0141\nb,Same,(406) 555-0142\n", "copied-down", "two rows are called `Same`");
    quiet("name,short,phone\nNorth Library,Library,(406) 555-0141\nSouth Library,Library,(406) 555-0142\n", &["north-library"]);
    let three = |row: &str| {
        let head = "name,short,phone,email,web,address,logo.file\n";
        let first = "Maryvale Center,Maryvale,(406) 555-0141,m@a.example.org,https://a.example.org/m,\"1 Oak St, Helena, MT 59601\",maryvale.svg\n";
        let last = "Jerome Hall,Jerome,(406) 555-0163,j@c.example.org,https://c.example.org/,\"9 Oak St, Helena, MT 59601\",jerome.svg\n";
        format!("{head}{first}{row}\n{last}")
    };
    let own = "Hill Library,Hill,(406) 555-0152,h@a.example.org,https://a.example.org/h,\"5 Elm St, Helena, MT 59601\",hill.svg";
    quiet(&three(own), &["hill-library"]);
    said(&three(&own.replace(",Hill,", ",Maryvale,")), "copied-down", "has the short name of `Maryvale Center`");
    said(&three(&own.replace("hill.svg", "maryvale.svg")), "copied-down", "has the logo of `Maryvale Center`");
    said(&three(&own.replace("Helena", "Helnea")), "near-place", "`Helnea` stands here");
    let lines = own.replace("0152", "0141").replace("h@a", "m@a").replace("org/h", "org/m");
    said(&three(&lines), "copied-down", "are all three those of `Maryvale Center`");
    said(&format!("{}Updated by Jane 3/1,,,\n", rows(a, b)), "missing-key", "nothing but `Updated by Jane 3/1`");
}

#[test]
fn languages_are_tags_that_there_are() {
    let asks = |languages: &str| format!("name,phone,languages\nA,(406) 555-0141,{languages}\n");
    quiet(&asks("en;es"), &[]);
    for (wrong, meant) in [("sp", "es"), ("english", "en"), ("Spanish", "es"), ("español", "es")] {
        let project = card();
        project.write("list.csv", &asks(wrong));
        let ran = project.run(&["check", "--orgs", "list.csv", "--message-format", "short"]);
        assert_ne!(ran.code, Some(0));
        assert!(ran.stderr.contains(&format!("[unknown-name] there is no language `{wrong}`")), "{}", ran.stderr);
        let long = project.run(&["check", "--orgs", "list.csv"]).stderr;
        assert!(wrong == "sp" || long.contains(&format!("did you mean `{meant}`?")), "{long}");
    }
}

#[test]
fn wrong_headers_are_one_message() {
    let ran = read("Nme,Fon,Wb\nA,(406) 555-0141,https://a.example.org/\n");
    assert_eq!(ran.stderr.lines().filter(|line| line.contains("error[")).count(), 1, "{}", ran.stderr);
    let ran = read("Name,Fon,Wb,Shade\nA,(406) 555-0141,https://a.example.org/,red\n");
    let told: Vec<&str> = ran.stderr.lines().filter(|line| line.contains("unknown-column")).collect();
    assert!(matches!(told.as_slice(), [one] if one.contains("`Fon`, `Wb`, `Shade`")), "{told:?}");
}

/// Rows that an organization asked for has nothing to do with are passed over; those that share something with it are not.
#[test]
fn one_organization_is_read_with_the_rows_that_share_something_with_it() {
    let project = card();
    let ran = |other: &str, org: &str| {
        let table = format!(
            "name,phone,email,web\nAlpha,(406) 555-0141,info@a.example.org,https://a.example.org/\n{other}\n\
             Gamma,(406) 555-0149,hi@c.example.org,https://c.example.org/\nBroken,=B2,x@d.example.org,https://d.example.org/\n"
        );
        project.write("list.csv", &table);
        project.run(&["check", "--orgs", "list.csv", "--org", org, "--message-format", "short"])
    };
    let own = "Beta,(406) 555-0142,hi@b.example.org,https://b.example.org/";
    let alone = ran(own, "alpha").expect(0);
    assert!(!alone.stderr.contains("[formula]"), "{}", alone.stderr);
    let broken = ran(own, "broken");
    assert!(broken.stderr.contains("[formula]"), "{}", broken.stderr);
    for (shared, what) in [
        ("Beta,406.555.0141,hi@b.example.org,https://b.example.org/", "has the number of `Alpha`"),
        ("Beta,(406) 555-0142,info@a.example.org,https://b.example.org/", "has the mail address of `Alpha`"),
        ("Beta,(406) 555-0142,hi@b.example.org,https://a.example.org/2", "is that of `Alpha`"),
        ("alpha,(406) 555-0142,hi@b.example.org,https://b.example.org/", "2 rows are called `alpha`"),
    ] {
        let ran = ran(shared, "alpha");
        assert!(ran.stderr.contains(what) && !ran.stderr.contains("[formula]"), "no {what:?} in\n{}", ran.stderr);
    }
    // For a name that no row has all are read: one of them may be meant.
    let unknown = ran(own, "alpa");
    assert!(unknown.stderr.contains("[unknown-name]") && unknown.stderr.contains("[formula]"), "{}", unknown.stderr);
}
