//! Rows of a table and the words beside them: a content whose sheets show a row each, and cells that are printed.

use crate::harness::project::Project;

/// Errors and warnings of a project whose content has a lead.
fn said(project: &Project, lead: &str) -> Vec<String> {
    let content = format!(
        "title = \"Open clinic\"\nlanguage = \"en\"\naudience = \"event\"\n\n[text.headline]\nfull = \"Come and see\"\n\n[text.lead]\nfull = {lead:?}\n\n[contact.desk]\nname = \"Desk\"\nphone = \"{{org.phone}}\"\n\n[event.main]\ntitle = \"Book fair\"\nstart = 2027-05-01T10:00:00\n"
    );
    project.write("content/c.toml", &content);
    checked(project)
}

fn checked(project: &Project) -> Vec<String> {
    let ran = project.run(&["check", "--as-of", "2026-11-29", "--message-format", "short"]);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran.stderr.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).map(str::to_string).collect()
}

fn project(make: &str) -> Project {
    let project = Project::empty();
    project.write("handbill.toml", &format!("[project]\nname = \"Rows\"\n\n[[make]]\ncontent = \"c\"\norgs = \"all\"\n{make}"));
    let org = "name = \"Sage Clinic\"\nphone = \"(406) 555-0134\"\naddress = \"40 River Street, Helena, MT 59601\"\n";
    project.write("content/orgs/o.toml", org);
    project
}

#[test]
fn words_are_held_against_every_row() {
    let project = project("formats = [\"flyer-letter\"]\nevents = { table = \"e.csv\" }\n");
    let rows = "id,Event,Date,Start time,End time,Location,Price\na,Book fair,2027-05-01,10:00,13:00,Union Hall,$5\nb,Book fair two,2027-05-08,10:00,13:00,Union Hall,$5\n";
    project.write("e.csv", rows);
    for lead in [
        "Admission is $12.",
        "Free admission!",
        "It starts at 6 p.m.",
        "Join us on Saturday, May 15.",
        "On Saturday, May 1, at Riverside Pool.",
        "Come to the Grange Hall on Saturday, May 1.",
        "All events are $8.",
        "From May to June 2027.",
    ] {
        let said = said(&project, lead);
        assert!(said.len() == 1 && said[0].contains("[event-differs]"), "{lead}: {said:#?}");
    }
    for lead in [
        "Admission is $5.",
        "It starts at 10 a.m.",
        "Join us on Saturday, May 8, for the second one.",
        "Come to the Union Hall on Saturday, May 1.",
        "Register by April 20.",
        "Coffee is $12 a bag.",
    ] {
        assert_eq!(said(&project, lead), Vec::<String>::new(), "{lead}");
    }
    // What is true of one of the rows may be meant of it.
    project.write("e.csv", &rows.replace("Union Hall,$5\nb", "Union Hall,$12\nb"));
    assert_eq!(said(&project, "Admission is $12."), Vec::<String>::new());
}

#[test]
fn titles_of_rows_say_their_day_in_every_language() {
    let project = project("formats = [\"flyer-letter\"]\nlanguages = [\"en\", \"es\"]\nevents = { table = \"e.csv\" }\n");
    project.write(
        "content/c.es.toml",
        "language = \"es\"\ntitle = \"Clínica abierta\"\n\n[translation]\nstatus = \"reviewed\"\nby = \"A. Ruiz\"\nreviewed_by = \"B. Cole\"\nreviewed_on = 2026-11-01\n\n[text.headline]\nfull = \"Venga y vea\"\n\n[text.lead]\nfull = \"Venga.\"\n\n[contact.desk]\nname = \"Recepción\"\n",
    );
    let row = |title: &str| format!("Event,Event.es,Date,Start time\nFish fry,{title},3/5/2027,5 PM\n");
    project.write("e.csv", &row("Cena del sábado 6 de marzo"));
    let found = said(&project, "Join us.");
    assert!(found.iter().any(|line| line.contains("6 de marzo")), "{found:#?}");
    project.write("e.csv", &row("Cena del viernes 5 de marzo"));
    assert_eq!(said(&project, "Join us."), Vec::<String>::new());
}

#[test]
fn cells_that_are_printed_are_read() {
    let project = project("formats = [\"badge\"]\nrows = { table = \"g.csv\" }\n");
    project.write(
        "content/c.toml",
        "title = \"Badge\"\nlanguage = \"en\"\naudience = \"event\"\n\n[text.headline]\nfull = \"{row.name}\"\n\n[text.lead]\nfull = \"{row.role}\"\n\n[qr.g]\nlink = \"https://sage-clinic.example.org/g/{row.guest_no}\"\nlabel = \"Guest {row.guest_no}\"\n",
    );
    let said = |rows: &str| {
        project.write("g.csv", &format!("Guest no,Name,Role,Remark\n{rows}"));
        checked(&project)
    };
    for (rows, check) in [
        ("101,TBD,Speaker,\n102,Lena Ortiz,Jury,\n", "[left-over]"),
        ("101,Owl &amp; Sons,Sponsor,\n", "[web-code]"),
        ("101,Lena Ortiz,Jury,\n101,Ana Ruiz,Jury,\n", "[same-id]"),
        ("101,Lena Ortiz,Jury,\n101,Lena Ortiz,Jury,\n", "[same-id]"),
    ] {
        let said = said(rows);
        assert!(said.len() == 1 && said[0].contains(check), "{rows}: {said:#?}");
    }
    for rows in [
        "101,Lena Ortiz,Jury,\n102,Lena Ortiz,Jury,\n",
        // Nothing shows this column.
        "101,Lena Ortiz,Jury,TBD\n102,Owl & Sons,Sponsor,TODO\n",
    ] {
        assert_eq!(said(rows), Vec::<String>::new(), "{rows}");
    }
}

#[test]
fn rows_are_chosen_of_a_table() {
    let project = project("formats = [\"flyer-letter\"]\n");
    assert_eq!(said(&project, "Come in."), Vec::<String>::new());
    for option in [["--where", "state=ID"], ["--rows", "2-3"]] {
        let ran = project.run(&[&["check"][..], &option].concat()).expect(2);
        assert!(ran.stderr.contains("--orgs") && ran.stderr.contains("--events"), "{}", ran.stderr);
    }
}

#[test]
fn a_number_that_counts_is_not_typed() {
    let project = project("formats = [\"ticket\"]\nnumbers = \"C-0001\"\nquantity = 20\n");
    let ticket = |number: &str| {
        format!(
            "title = \"Ticket\"\nlanguage = \"en\"\naudience = \"event\"\n\n[text.headline]\nfull = \"One screening\"\n\n[text.number]\nfull = \"No. {number}\"\n\n[qr.check]\nlink = \"https://sage-clinic.example.org/t/{{copy}}\"\nlabel = \"Scan at the door\"\n"
        )
    };
    project.write("content/c.toml", &ticket("C-0001"));
    let said = checked(&project);
    assert!(said.len() == 1 && said[0].contains("[same-number]"), "{said:#?}");
    project.write("content/c.toml", &ticket("{copy}"));
    assert_eq!(checked(&project), Vec::<String>::new());
}

#[test]
fn calendars_of_other_programs_are_read_as_they_are_exported() {
    let project = project("formats = [\"flyer-letter\"]\nevents = { table = \"e.csv\" }\n");
    project.write("e.csv", "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\nHarvest supper,01/16/2027,4:30:00 PM,01/16/2027,7:30:00 PM,False,Turkey,\"Parish Hall, 210 Church Street, Helena, MT 59601\",False\n");
    assert_eq!(said(&project, "Join us."), Vec::<String>::new());
    // The organization of a row by its name; one that nobody is called is told.
    let rows = "Title,Start,End,Venue,Organizer\nBook fair,2027-01-16 16:30:00,2027-01-16 19:30:00,Hall,sage clinic\n";
    project.write("e.csv", rows);
    assert_eq!(said(&project, "Join us."), Vec::<String>::new());
    project.write("e.csv", &rows.replace("sage clinic", "Sage Clinics"));
    let said = said(&project, "Join us.");
    assert!(said.iter().any(|line| line.contains("unknown-name")), "{said:#?}");
}

#[test]
fn contacts_of_google_are_made_out_to_the_organization() {
    let project = Project::empty();
    let order =
        "[project]\nname = \"Rows\"\n\n[[make]]\ncontent = \"c\"\nformats = [\"flyer-letter\"]\norgs = { table = \"c.csv\" }\n";
    project.write("handbill.toml", order);
    project.write("c.csv", "Name,Given Name,Family Name,Organization 1 - Name,E-mail 1 - Value,Phone 1 - Value,Website 1 - Value\nAna Ruiz,Ana,Ruiz,Valley Food Bank,ana@valley.example.org,(509) 555-0191,https://valley.example.org/\n");
    assert_eq!(said(&project, "Join us on Saturday, May 1, 2027."), Vec::<String>::new());
    let ran = project.run(&["list", "orgs", "--json"]);
    assert!(ran.stdout.contains("Valley Food Bank") && !ran.stdout.contains("Ana Ruiz"), "{}", ran.stdout);
}

#[test]
fn a_code_for_the_door_counts_as_its_ticket_does() {
    let project = project("formats = [\"ticket\"]\nnumbers = \"C-0001\"\nquantity = 20\n");
    let ticket = |link: &str, label: &str| {
        let content = format!(
            "title = \"Ticket\"\nlanguage = \"en\"\naudience = \"event\"\n\n[text.headline]\nfull = \"One screening\"\n\n[text.number]\nfull = \"No. {{copy}}\"\n\n[qr.check]\nlink = \"https://sage-clinic.example.org/t/{link}\"\nlabel = \"{label}\"\n"
        );
        project.write("content/c.toml", &content);
        checked(&project)
    };
    let said = ticket("", "Scan at the door");
    assert!(said.len() == 1 && said[0].contains("[same-number]"), "{said:#?}");
    assert_eq!(ticket("{copy}", "Scan at the door"), Vec::<String>::new());
    assert_eq!(ticket("", "See the program"), Vec::<String>::new());
}

#[test]
fn what_is_no_product_is_told_by_what_it_is() {
    let project = project("formats = [\"flyer-letter\"]\n");
    said(&project, "Join us.");
    for (name, help) in [
        ("o", "--org o"),
        ("Sage Clinic", "--org o"),
        ("es", "--lang es"),
        ("English", "--lang en"),
        ("civic", "--theme civic"),
        ("content/c.toml", "handbill build c"),
    ] {
        let ran = project.run(&["check", name]);
        assert!(ran.stderr.contains(help), "{name}: {}", ran.stderr);
    }
}

#[test]
fn cells_of_a_calendar_that_are_no_words_of_a_sheet() {
    let project = project("formats = [\"flyer-letter\"]\nlanguages = [\"en\"]\nevents = { table = \"e.csv\" }\n");
    let rows = |title: &str, time: &str, place: &str| {
        project.write(
            "e.csv",
            &format!("Event,Start Date,Start Time,End Date,End Time,Location\n{title},1/5/2027,{time},{place}\n"),
        );
        said(&project, "Join us.")
    };
    assert_eq!(rows("Repairs", "6:30:00 PM,1/5/2027,8:00:00 PM", "Linden Hall"), Vec::<String>::new());
    for (title, time, place, check) in [
        ("FW: Repairs", "6:30:00 PM,1/5/2027,8:00:00 PM", "Linden Hall", "[left-over]"),
        ("Repairs", "12:00:00 AM,1/6/2027,12:00:00 AM", "Linden Hall", "[event-time]"),
        ("Repairs", "6:30:00 PM,1/5/2027,8:00:00 PM", "https://us02web.zoom.us/j/123", "[bad-value]"),
    ] {
        let said = rows(title, time, place);
        assert!(said.iter().any(|line| line.contains(check)), "{title}: {said:#?}");
    }
}
