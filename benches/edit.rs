//! How long somebody waits at the page of `handbill serve`, through HTTP as a browser asks: from the key to the new picture of
//! a letter flyer, from the command to the first page, with ten organizations and with a thousand, and how much memory it
//! takes to click through everything.
//!
//! Run with `cargo bench --bench edit`.

#[expect(dead_code, reason = "the other benches use the rest")]
mod timing;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use timing::{copy_example, folder, handbill, table};

const EDITS: usize = 200;
const STARTS: usize = 10;

fn main() {
    let example = folder("bench-edit");
    copy_example(&example);
    let server = Page::start(&example).0;
    let sheet = flyer(&server);
    let mut rows = vec![cells("what", "median", "95 %", "slowest")];
    let mut keys = Vec::new();
    let mut found = Vec::new();
    let before = "Human trafficking happens in Montana.";
    let mut was = before.to_string();
    for number in 0..EDITS {
        let words = format!("{before}{}", " Now".repeat(number % 2) + &"!".repeat(number % 7));
        let began = Instant::now();
        let fields = [
            ("file", "content/know-the-signs.toml"),
            ("path", "[\"text\",\"headline\",\"full\"]"),
            ("value", &words),
            ("was", &was),
        ];
        server.post("/edit", &fields);
        let stage = server.get(&format!("/sheet/{sheet}/stage?for=office"));
        let stage = String::from_utf8_lossy(&stage).into_owned();
        let from = stage.find("/picture/").unwrap_or_else(|| panic!("a picture: {stage}"));
        let picture = stage[from..].split('"').next().unwrap_or_default().replace("&amp;", "&");
        let png = server.get(&picture);
        assert!(png.windows(4).any(|w| w == b"\x89PNG"), "a picture");
        keys.push(began.elapsed());
        server.get(&format!("/sheet/{sheet}/found?for=office"));
        found.push(began.elapsed());
        was = words;
    }
    rows.push(distribution("from the key to the new picture, letter flyer", &mut keys));
    rows.push(distribution("and to all that was found, codes read back", &mut found));
    everything(&server);
    let memory = server.memory();
    drop(server);

    rows.push(distribution("from the command to the first page, the example", &mut starts(&example)));
    for number in [10, 1000] {
        let place = folder(&format!("bench-edit-{number}"));
        crowd(&place, number);
        rows.push(distribution(&format!("the same, {number} organizations"), &mut starts(&place)));
    }
    println!("{EDITS} changes, {STARTS} starts, through HTTP on this machine\n");
    table(&rows);
    println!("\nmost memory while all sheets were looked at: {} MB", memory / 1024);
}

fn cells(what: &str, a: &str, b: &str, c: &str) -> Vec<String> {
    [what, a, b, c].map(str::to_string).to_vec()
}

fn distribution(what: &str, times: &mut [Duration]) -> Vec<String> {
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1000.0;
    cells(what, &format!("{:.0} ms", at(0.5)), &format!("{:.0} ms", at(0.95)), &format!("{:.0} ms", at(1.0)))
}

fn starts(place: &Path) -> Vec<Duration> {
    (0..STARTS).map(|_| Page::start(place).1).collect()
}

/// Every sheet and all its pictures, one after the other.
fn everything(server: &Page) {
    let home = String::from_utf8_lossy(&server.get("/")).into_owned();
    for part in home.split("href=\"/sheet/").skip(1) {
        let id = part.split(['"', '?']).next().unwrap_or_default();
        let page = String::from_utf8_lossy(&server.get(&format!("/sheet/{id}"))).into_owned();
        for part in page.split("src=\"/picture/").skip(1) {
            let address = part.split('"').next().unwrap_or_default().replace("&amp;", "&");
            server.get(&format!("/picture/{address}"));
        }
    }
}

fn flyer(server: &Page) -> String {
    let home = String::from_utf8_lossy(&server.get("/?format=flyer-letter&org=bridger-coalition")).into_owned();
    let card = home.split("id=\"card-").nth(1).unwrap_or_else(|| panic!("a card: {home}"));
    card.split('"').next().unwrap_or_default().to_string()
}

/// A project with so many organizations.
fn crowd(place: &Path, number: usize) {
    copy_example(place);
    let orgs = place.join("content/orgs");
    fs::remove_dir_all(&orgs).expect("it was just copied");
    fs::create_dir_all(&orgs).expect("a folder of our own");
    for n in 0..number {
        let text = format!(
            "name  = \"Organization {n}\"\nphone = \"(406) 555-01{:02}\"\nweb   = \"https://o{n}.example.org/\"\n",
            n % 100
        );
        fs::write(orgs.join(format!("org-{n:04}.toml")), text).expect("a folder of our own");
    }
    let order =
        "[project]\nname = \"Crowd\"\n[[make]]\ncontent = \"know-the-signs\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\n";
    fs::write(place.join("handbill.toml"), order).expect("a folder of our own");
}

/// A running page.
struct Page {
    child: Child,
    host: String,
    token: String,
}

impl Page {
    /// Starts it and waits for the first page; how long that took.
    fn start(place: &Path) -> (Page, Duration) {
        let began = Instant::now();
        let mut command = handbill(place);
        let mut child = command
            .args(["serve", "--as-of", "2026-11-23"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("it is piped")).read_line(&mut line).expect("it prints its address");
        let (host, token) = line.trim().trim_start_matches("http://").split_once("/?token=").expect("an address with a token");
        let page = Page { child, host: host.to_string(), token: token.to_string() };
        assert!(page.get("/").starts_with(b"HTTP/1.1 200"), "the first page");
        (page, began.elapsed())
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let port = self.host.rsplit(':').next().expect("a port");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: handbill-{port}={1}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {2}\r\n\r\n{body}",
            self.host,
            self.token,
            body.len()
        );
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        stream.write_all(head.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        answer
    }

    fn get(&self, path: &str) -> Vec<u8> {
        self.ask("GET", path, "")
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let answer = self.ask("POST", path, &body.finish());
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
        answer
    }

    /// The most memory it has taken so far, in KiB; 0 where the system does not say.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
