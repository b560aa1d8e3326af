//! Tables as the programs of other people export them: their columns are called by more words than ours, and no number is lost on the way.

use crate::harness::project::Project;
use crate::harness::run::Ran;

fn read(kind: &str, table: &str) -> Ran {
    let project = Project::small();
    project.edit("content/orgs/library.toml", "name", "sponsor = \"S\"\nname");
    project.write("list.csv", table);
    project.run(&["dump", "--stage", "read", kind, "list.csv", "--message-format", "short", "--as-of", "2026-11-30"])
}

/// Nothing is said beside what was taken for granted, and these stand in what was read.
fn quiet(kind: &str, table: &str, words: &[&str]) {
    let ran = read(kind, table);
    let loud = ran.stderr.lines().find(|line| line.contains("error[") || line.contains("warning["));
    assert_eq!(loud, None, "for\n{table}");
    for words in words {
        assert!(ran.stdout.contains(words), "no {words:?} for\n{table}\nin\n{}", ran.stdout);
    }
}

const ADDRESS: &str = "12 Dock Street, Anacortes, WA 98221";

#[test]
fn calendars_of_other_programs() {
    for table in [
        "Event Name,Event Start Date,Event Start Time,Event End Date,Event End Time,Venue Name,Venue Address,Ticket Price\n\
         Repair day,03/13/2027,10:00 AM,03/13/2027,4:00 PM,Grange Hall,\"ADDRESS\",$10\n",
        "Timestamp,Event title,Date of event,Start time,End time,Where?,Street address,Cost\n\
         11/3/2026 14:22:10,Repair day,3/13/2027,10:00:00 AM,4:00:00 PM,Grange Hall,\"ADDRESS\",$10\n",
        "Name,Start,End,Location,Address,Notes,Last Modified\n\
         Repair day,2027-03-13 10:00am,2027-03-13 4:00pm,Grange Hall,\"ADDRESS\",,2026-11-03\n",
        "SUMMARY,DTSTART,DTEND,LOCATION\nRepair day,20270313T100000,20270313T160000,\"Grange Hall, ADDRESS\"\n",
        "What,When,Where\nRepair day,\"Saturday, March 13, 2027, 10 a.m. to 4 p.m.\",\"Grange Hall, ADDRESS\"\n",
        "Event,Day,Date,Hours,Site,Street,Town,State,Zip\n\
         Repair day,Sat,13-Mar-27,10-4 pm,Grange Hall,12 Dock Street,Anacortes,WA,98221\n",
    ] {
        let table = table.replace("ADDRESS", ADDRESS);
        quiet("--events", &table, &["2027-03-13T10:00", "16:00", "Grange Hall", ADDRESS]);
    }
    let ran = read("--events", "What,When,Where\nRepair day,\"Friday, March 13, 2027, 10 a.m. to 4 p.m.\",Grange Hall\n");
    assert!(ran.stderr.contains("weekday and date differ"), "{}", ran.stderr);
}

#[test]
fn lists_of_organizations_of_other_programs() {
    let whole = ["club@harbor.example.org", "360", "555-0118", "https://club.example.org", ADDRESS];
    for table in [
        "Account Name,Phone,Email,Website,Billing Street,Billing City,Billing State/Province,Billing Zip/Postal Code\n\
         Harbor Club,(360) 555-0118,club@harbor.example.org,https://club.example.org,12 Dock Street,Anacortes,WA,98221\n",
        "First Name,Last Name,Company,Business Phone,E-mail Address,Business Street,Business City,Business State,Business Postal Code,Web Page\n\
         Ann,Lee,Harbor Club,(360) 555-0118,club@harbor.example.org,12 Dock Street,Anacortes,WA,98221,https://club.example.org\n",
        "Agency,Agency Phone,Agency Website,Contact Name,Contact Email,Street Address,City,ST,Zip Code\n\
         Harbor Club,360.555.0118,club.example.org,Ann Lee,club@harbor.example.org,12 Dock Street,Anacortes,WA,98221\n",
        "Timestamp,Organization name,Main phone number,Email address,Website URL,Mailing address\n\
         11/3/2026 14:22:10,Harbor Club,(360) 555-0118,club@harbor.example.org,https://club.example.org,\"ADDRESS\"\n",
    ] {
        let table = table.replace("ADDRESS", ADDRESS).replace("360.555.0118", "(360) 555-0118");
        quiet("--orgs", &table, &whole);
    }
}

/// A sheet without the number would look whole.
#[test]
fn numbers_and_mail_under_a_strange_name_are_no_small_matter() {
    let lost = |table: &str, words: &str| {
        let ran = read("--orgs", table);
        let line = ran.stderr.lines().find(|line| line.contains("error[unknown-column]") && line.contains(words));
        assert!(line.is_some(), "for\n{table}\nin\n{}", ran.stderr);
    };
    lost("Name,Reach us at\nHarbor Club,(360) 555-0118\nElk Club,(360) 555-0139\n", "`Reach us at` holds telephone numbers");
    lost("Name,Phone,Write to\nHarbor Club,(360) 555-0118,club@harbor.example.org\n", "`Write to` holds addresses of mail");
    // The organization has its own; the other is somebody's.
    let ran = read("--orgs", "Name,Phone,Contact Phone\nHarbor Club,(360) 555-0118,(360) 555-0139\n");
    assert!(!ran.stderr.contains("error[") && ran.stderr.contains("the column `Contact Phone` fills no key"), "{}", ran.stderr);
}
