//! The page of `handbill serve`, asked as a browser asks and as a stranger might: who is let in, what is written, and that
//! nothing a person types ever ends in half a file. Journeys in a real browser are in `harness/browser.py`.

use crate::harness::judge;
use crate::harness::project::Project;
use crate::harness::run::{TODAY, command};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server, ended when dropped.
struct Served {
    child: Child,
    host: String,
    token: String,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn start(folder: &Path, flags: &[&str]) -> Served {
        let arguments = [&["serve", "--as-of", TODAY], flags].concat();
        let mut child = command(folder, &arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("it is piped")).read_line(&mut line).expect("it prints its address");
        let rest = line.trim().strip_prefix("http://").unwrap_or_else(|| panic!("an address: {line:?}"));
        let (host, token) = rest.split_once("/?token=").expect("with a token");
        Served { child, host: host.to_string(), token: token.to_string() }
    }

    /// The cookie that goes with the token.
    fn cookie(&self) -> String {
        let port = self.host.rsplit(':').next().expect("a port");
        format!("Cookie: handbill-{port}={}", self.token)
    }

    /// Sends a request as it is written.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(240))).expect("a socket has one");
        // A server that has read enough may hang up while the rest is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes).map_err(|e| e.kind());
        assert!(!matches!(read, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut)), "only {} bytes came", bytes.len());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_string(), body: body.to_string() }
    }

    fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|h| h.starts_with("Host:")) {
            let _ = write!(request, "Host: {}\r\n", self.host);
        }
        for header in headers {
            let _ = write!(request, "{header}\r\n");
        }
        if method == "POST" {
            let _ = write!(request, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
        }
        self.raw(format!("{request}\r\n{body}").as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[&self.cookie()], "")
    }

    /// As the page's own script posts.
    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let origin = format!("Origin: http://{}", self.host);
        self.ask("POST", path, &[&self.cookie(), &origin], &body.finish())
    }

    /// A form with a file in it, as the first step posts it; here without.
    fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let part = |(name, value): &(&str, &str)| {
            format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = fields.iter().map(part).collect::<String>() + "--part--\r\n";
        let head = format!(
            "POST {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\n{}\r\nOrigin: http://{}\r\n",
            self.host,
            self.cookie(),
            self.host
        );
        let kind = format!("Content-Type: multipart/form-data; boundary=part\r\nContent-Length: {}\r\n\r\n", body.len());
        self.raw(format!("{head}{kind}{body}").as_bytes())
    }

    fn edit(&self, file: &str, path: &[&str], value: &str, was: &str) -> Answer {
        let path = format!("[{}]", path.iter().map(|key| format!("{key:?}")).collect::<Vec<_>>().join(","));
        self.post("/edit", &[("file", file), ("path", &path), ("value", value), ("was", was)])
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn strangers_are_not_let_in() {
    let project = Project::small();
    let server = Served::start(project.path(), &[]);
    let cookie = server.cookie();
    let own = format!("Origin: http://{}", server.host);
    assert_eq!(server.get("/").status, 200);
    let status = |method, path, headers: &[&str]| server.ask(method, path, headers, "").status;
    assert_eq!(status("GET", "/", &[]), 403, "without the token");
    assert_eq!(status("GET", "/?token=0000000000000000000000000000000000000000", &[]), 403, "with another");
    assert_eq!(status("GET", "/", &[&cookie, "Host: evil.example.org"]), 421, "by a foreign name");
    assert_eq!(status("GET", "/", &[&cookie, "Host: 127.0.0.1:1"]), 421, "by another port");
    assert_eq!(status("POST", "/undo", &[&cookie, "Origin: https://evil.example.org"]), 403, "from another site");
    assert_eq!(status("POST", "/undo", &[&cookie, "Origin: null"]), 403, "from nowhere");
    assert_eq!(status("POST", "/undo", &[&cookie]), 403, "without saying from where");
    assert_eq!(status("POST", "/undo", &[&cookie, &own, "Sec-Fetch-Site: cross-site"]), 403, "the browser says so itself");
    assert_eq!(status("POST", "/undo", &[&cookie, &own, "Sec-Fetch-Site: same-origin"]), 200);
    for path in ["/events", "/static/page.js", "/thumb/x.png", "/changes", "/package"] {
        assert_eq!(status("GET", path, &[]), 403, "{path}");
    }
    let entered = server.ask("GET", &format!("/?token={}", server.token), &[], "");
    assert_eq!(entered.status, 303);
    let head = entered.head.to_lowercase();
    assert!(head.contains("httponly") && head.contains("samesite=strict") && head.contains("location: /\r"), "{head}");
    let page = server.get("/");
    assert!(page.head.to_lowercase().contains("content-security-policy: default-src 'none'; script-src 'self'"));
    assert!(!page.body.contains("style=\"") && !page.body.contains("<script>"), "nothing that the policy would stop");
}

/// A page that was written before a change and begins to listen after it is told of it.
#[test]
fn what_changed_before_the_page_listens_is_told() {
    let project = Project::small();
    let server = Served::start(project.path(), &[]);
    let shown = server.get("/").body;
    let from = shown.split("sse-connect=\"").nth(1).expect("it listens").split('"').next().expect("an address");
    let headline = headline_of(&project.text("content/night.toml"));
    assert_eq!(server.edit("content/night.toml", &["text", "headline", "full"], "Other words", &headline).status, 200);
    let mut stream = TcpStream::connect(&server.host).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket has one");
    let request = format!("GET {from} HTTP/1.1\r\nHost: {}\r\n{}\r\n\r\n", server.host, server.cookie());
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut told = String::new();
    let mut piece = [0; 4096];
    while !told.contains("event: changed") {
        let read = stream.read(&mut piece).unwrap_or_else(|e| panic!("{e}: {told}"));
        assert!(read > 0, "{told}");
        told.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let project = Project::small();
    let server = Served::start(project.path(), &[]);
    let head = format!("POST /upload HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\n{1}\r\n", server.host, server.cookie());
    let large = server.raw(format!("{head}Content-Length: 2147483648\r\nContent-Type: text/plain\r\n\r\n").as_bytes());
    assert_eq!(large.status, 413);
    // Without saying how much it will be.
    let mut pieces =
        format!("{head}Transfer-Encoding: chunked\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n").into_bytes();
    let part = "--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n";
    pieces.extend(format!("{:x}\r\n{part}\r\n", part.len()).bytes());
    let piece = vec![b'a'; 1 << 20];
    for _ in 0..30 {
        pieces.extend(format!("{:x}\r\n", piece.len()).bytes());
        pieces.extend(&piece);
        pieces.extend(b"\r\n");
    }
    pieces.extend(b"0\r\n\r\n");
    let answer = server.raw(&pieces);
    assert!([0, 400, 413].contains(&answer.status), "{}", answer.status);
    assert_eq!(server.get("/").status, 200, "it is still there");
    assert!(!project.path().join("assets/pictures").exists());
}

#[test]
fn no_path_leaves_the_project() {
    let project = Project::small();
    project.write("../secret.toml", "name = \"x\"\n");
    let server = Served::start(project.path(), &[]);
    for file in
        ["../secret.toml", "content/../../secret.toml", "/etc/passwd", "content/orgs/../../x.toml", "content/a\\b.toml", ""]
    {
        assert_eq!(server.edit(file, &["name"], "changed", "x").status, 400, "{file}");
    }
    for path in [
        "/made?path=../secret.toml",
        "/made?path=/etc/passwd",
        "/asset?path=../secret.svg",
        "/static/../../Cargo.toml",
        "/static/%2e%2e/handbill.toml",
    ] {
        assert!([400, 404].contains(&server.get(path).status), "{path}");
    }
    assert_eq!(project.text("../secret.toml"), "name = \"x\"\n");
    std::fs::remove_file(project.path().join("../secret.toml")).expect("it was made here");
}

#[test]
#[cfg(unix)]
fn links_out_of_the_project_are_not_written_through() {
    let (project, other) = (Project::small(), Project::empty());
    other.write("night.toml", &project.text("content/night.toml"));
    let before = other.text("night.toml");
    std::fs::remove_file(project.path().join("content/night.toml")).expect("it is there");
    std::os::unix::fs::symlink(other.path().join("night.toml"), project.path().join("content/night.toml")).expect("a link");
    let server = Served::start(project.path(), &[]);
    let headline = headline_of(&before);
    assert_eq!(server.edit("content/night.toml", &["text", "headline", "full"], "Other", &headline).status, 422);
    assert_eq!(other.text("night.toml"), before);
}

/// What would stop every sheet of a new project is told at once, and what was typed stays in the form.
#[test]
fn the_first_step_looks_at_what_is_typed() {
    let place = Project::empty();
    let server = Served::start(place.path(), &[]);
    let begin = |phone: &str, web: &str| {
        let said = [("starter", "event"), ("name", "Valley Works"), ("phone", phone), ("web", web), ("color", "#14505c")];
        server.post_form("/begin", &said)
    };
    let short = begin("555-0137", "");
    assert_eq!(short.status, 422, "{}", short.head);
    assert!(short.body.contains("This telephone number is not whole") && short.body.contains("Valley Works"), "{}", short.body);
    assert_eq!(begin("(406) 555-0137", "not an address").status, 422);
    assert!(place.files("").is_empty(), "nothing is written before it is right");
    assert_eq!(begin("(406) 555-0137", "valley.example.org").status, 303);
    let orgs = place.files("content/orgs");
    let written: String = orgs.iter().map(|path| place.text(&format!("content/orgs/{}", path.display()))).collect();
    assert!(written.contains("\"https://valley.example.org\""), "{written}");
    let start = place.text("content/event.toml");
    let day = start.lines().find_map(|line| line.strip_prefix("start")).and_then(|rest| rest.split_once("= ")).expect("a day").1;
    assert_eq!(server.edit("content/event.toml", &["event", "main", "start"], "", day.trim()).status, 422);
    assert_eq!(place.text("content/event.toml"), start, "no event is left without its day");
}

/// What an event says can be translated without a file being touched: its title, its place, what it costs.
#[test]
fn an_event_is_translated_on_the_page() {
    let place = Project::empty();
    let server = Served::start(place.path(), &[]);
    let said = [("starter", "event"), ("name", "Valley Works"), ("phone", "(406) 555-0137"), ("web", ""), ("color", "#14505c")];
    assert_eq!(server.post_form("/begin", &said).status, 303);
    assert_eq!(server.post("/translations", &[("content", "event"), ("language", "es")]).status, 303);
    let file = "content/event.es.toml";
    let page = server.get("/translations/event/es").body;
    assert!(page.contains("When and where"), "{page}");
    let empty: Vec<(String, Vec<String>)> =
        fields_of(file, &place.text(file)).into_iter().filter(|(_, path)| path[0] != "translation" && path.len() != 1).collect();
    assert!(empty.iter().any(|(_, path)| path[..] == ["event", "main", "venue"]), "{empty:?}");
    for (file, path) in &empty {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let shown = serde_json::json!(keys).to_string().replace('"', "&quot;");
        assert!(page.contains(&format!("data-path=\"{shown}\"")), "no field for {keys:?}");
        assert_eq!(server.edit(file, &keys, "Una palabra", "").status, 200, "{keys:?}");
    }
    assert_eq!(server.post("/translations/event/es/make", &[]).status, 303);
    assert!(!server.get("/translations/event/es").body.contains("badge refused"));
    let ran = command(place.path(), &["check", "--as-of", TODAY]).output().expect("it starts");
    let found = String::from_utf8_lossy(&ran.stderr);
    assert!(!found.contains("missing-translation"), "{found}");
    let list = server.ask("GET", "/translations/event/es?show=missing", &[&server.cookie()], "").body;
    assert!(list.contains("Nothing is missing"), "{list}");
}

fn headline_of(text: &str) -> String {
    let table: toml::Table = text.parse().expect("it is TOML");
    table["text"]["headline"]["full"].as_str().expect("a text").to_string()
}

#[test]
fn one_changed_word_is_one_changed_line() {
    let project = Project::small();
    let git = |arguments: &[&str]| {
        let ran = Command::new("git").current_dir(project.path()).args(arguments).output().expect("git is installed");
        String::from_utf8(ran.stdout).expect("text")
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "before"]);
    let server = Served::start(project.path(), &[]);
    let headline = headline_of(&project.text("content/night.toml"));
    let answer = server.edit("content/night.toml", &["text", "headline", "full"], &format!("{headline} tonight"), &headline);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let numbers = git(&["diff", "--numstat"]);
    assert_eq!(numbers, "1\t1\tcontent/night.toml\n");
    assert_eq!(server.post("/undo", &[]).status, 200);
    assert_eq!(git(&["diff", "--numstat"]), "", "undone, byte for byte");
}

/// What a proofreader finds stands beside the sheet, as it does where sheets are made: at once, and behind a change.
#[test]
fn what_a_proofreader_finds_stands_on_the_page() {
    let project = Project::small();
    let server = Served::start(project.path(), &[]);
    let card = |body: &str| {
        let rest = body.split("href=\"/sheet/").nth(1).expect("a sheet");
        rest.split(['"', '?']).next().expect("an address").to_string()
    };
    let sheet = card(&server.get("/").body);
    let found = || server.get(&format!("/sheet/{sheet}/found")).body;
    assert!(!found().contains("TBD"), "{}", found());
    let headline = headline_of(&project.text("content/night.toml"));
    let edit = |value: &str, was: &str| server.edit("content/night.toml", &["text", "headline", "full"], value, was).status;
    assert_eq!(edit("Room TBD", &headline), 200);
    assert!(found().contains("`TBD` stands for words still to come"), "{}", found());
    assert_eq!(edit(&headline, "Room TBD"), 200);
    assert!(!found().contains("TBD"), "{}", found());
}

/// The first page may come before all organizations are read; whatever else is asked for knows all of them.
#[test]
fn no_organization_of_many_is_missing() {
    let project = Project::small();
    for n in 0..120 {
        project.write(&format!("content/orgs/org-{n:03}.toml"), &format!("name = \"Organization {n}\"\n"));
    }
    project.edit("handbill.toml", "orgs", "orgs = \"all\" #");
    let server = Served::start(project.path(), &[]);
    let first = server.get("/");
    assert_eq!((first.status, first.body.contains("class=\"cards\"")), (200, true));
    let answer = server.get("/?org=org-119");
    assert!(answer.body.contains("Organization 119") && answer.body.ends_with("</html>"), "{}\n{}", answer.head, answer.body);
    let card = answer.body.split("href=\"/sheet/").nth(1).expect("its sheet").split('"').next().expect("an address");
    assert!(server.get(&format!("/sheet/{card}")).body.contains("Organization 119"));
    assert!(server.get("/").body.contains("for 122 organizations"), "{}", server.get("/").body);
}

#[test]
fn read_only_refuses_every_write() {
    let project = Project::small();
    let before = project.files("");
    let server = Served::start(project.path(), &["--read-only"]);
    let headline = headline_of(&project.text("content/night.toml"));
    assert_eq!(server.edit("content/night.toml", &["text", "headline", "full"], "x", &headline).status, 403);
    for path in ["/undo", "/redo", "/make"] {
        assert_eq!(server.post(path, &[("office", "on")]).status, 403, "{path}");
    }
    assert_eq!(server.post("/organizations", &[("name", "New")]).status, 403);
    assert_eq!(project.files(""), before);
}

#[test]
fn another_address_wants_a_token() {
    let project = Project::small();
    let refused = |flags: &[&str]| {
        let ran = command(project.path(), &[&["serve"], flags].concat()).output().expect("it starts");
        ran.status.code()
    };
    assert_eq!(refused(&["--listen", "0.0.0.0"]), Some(2));
    assert_eq!(refused(&["--listen", "0.0.0.0", "--token", "short"]), Some(2));
    let server = Served::start(project.path(), &["--listen", "127.0.0.1", "--token", "a-token-of-sixteen-letters"]);
    assert_eq!(server.get("/").status, 200);
}

/// Numbers without meaning, the same on each run.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

const HOSTILE: [&str; 22] = [
    "",
    " ",
    "\"",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0000",
    "\u{7f}\u{1}",
    "# no comment",
    "]\n[text.evil]\nfull = \"x\"",
    "<script>alert(1)</script>",
    "{org.name}",
    "{nobody.knows}",
    "**",
    "[a](javascript:x)",
    "a\r\nb",
    "\u{202e}back",
    "\u{feff}",
    "= = =",
    "{{{{",
    "🕮🕮🕮",
    "مرحبا",
];

/// A thousand changes of all fields, some of them hostile: never a 500, never half a file, never a lost comment, never a
/// file that was not there.
#[test]
fn a_thousand_edits_leave_whole_files() {
    let project = Project::small();
    let (content, org) = ("content/night.toml", project.files("content/orgs")[0].to_string_lossy().into_owned());
    let org = format!("content/orgs/{org}");
    let marked = format!("# A comment that stays.\n{}# The last line.\n", project.text(content));
    project.write(content, &marked);
    let comments: Vec<String> = marked.lines().filter(|l| l.trim_start().starts_with('#')).map(str::to_string).collect();
    let there = project.files("");
    let server = Served::start(project.path(), &[]);
    let fields: Vec<(String, Vec<String>)> =
        fields_of(content, &marked).into_iter().chain(fields_of(&org, &project.text(&org))).collect();
    let mut dice = Dice(7);
    let mut saved = 0;
    for number in 0..1000 {
        let (file, path) = &fields[dice.next(fields.len())];
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let word = HOSTILE[dice.next(HOSTILE.len())];
        let value = match dice.next(4) {
            0 => word.to_string(),
            1 => format!("Words {number} {word} and more"),
            2 => "word ".repeat(dice.next(400)),
            _ => format!("[{word:?}, \"line {number}\"]"),
        };
        let keys = if dice.next(30) == 0 { vec!["made", "up", word] } else { keys };
        let file = if dice.next(40) == 0 { "content/../x.toml" } else { file };
        let joined = serde_json::json!(keys).to_string();
        let over = [("file", file), ("path", &joined), ("value", &value), ("over", "true")];
        let answer = server.post("/edit", &over);
        assert!(answer.status > 0 && answer.status < 500, "{number}: {} {file} {keys:?} {value:?}", answer.status);
        saved += usize::from(answer.status == 200);
        if number % 97 == 0 {
            assert!(server.post("/undo", &[]).status < 500);
        }
        if number % 50 == 0 {
            for file in [content, org.as_str()] {
                let text = project.text(file);
                assert!(text.parse::<toml::Table>().is_ok(), "{number}: {file} is no TOML:\n{text}");
            }
            assert!(server.get("/").status < 500);
        }
    }
    assert!(saved > 300, "{saved} were saved");
    let after = project.text(content);
    for comment in comments {
        assert!(after.contains(&comment), "lost: {comment}");
    }
    assert!(
        !after.contains("[text.evil]\n") || after.contains("\\n[text.evil]") || after.contains("\"\"\""),
        "no table of its own"
    );
    let names = |files: Vec<std::path::PathBuf>| files.into_iter().filter(|p| !p.starts_with("out")).collect::<Vec<_>>();
    assert_eq!(names(project.files("")), names(there), "no file that was not there");
}

/// Every string and list of strings of a file, as fields are named.
fn fields_of(file: &str, text: &str) -> Vec<(String, Vec<String>)> {
    fn walk(table: &toml::Table, path: &[String], found: &mut Vec<Vec<String>>) {
        for (key, value) in table {
            let path = [path, std::slice::from_ref(key)].concat();
            match value {
                toml::Value::Table(inner) => walk(inner, &path, found),
                _ => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    walk(&text.parse().expect("it is TOML"), &[], &mut found);
    found.into_iter().map(|path| (file.to_string(), path)).collect()
}

/// Names of the threads of a program that is running.
#[cfg(target_os = "linux")]
fn threads(program: &Child) -> Vec<String> {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", program.id())).into_iter().flatten().flatten();
    tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok()).collect()
}

/// The runtime of the page is for the page: `build`, `check` and `watch` have none.
#[test]
#[cfg(target_os = "linux")]
fn nothing_but_the_page_starts_a_runtime() {
    let project = Project::small();
    let is_runtime = |name: &String| name.starts_with("tokio");
    let server = Served::start(project.path(), &[]);
    assert!(threads(&server.child).iter().any(is_runtime), "the page has one: {:?}", threads(&server.child));
    drop(server);
    for command_name in ["build", "check"] {
        let mut running = command(project.path(), &[command_name, "--as-of", TODAY])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut looks = 0;
        while running.try_wait().expect("it is ours").is_none() {
            let seen = threads(&running);
            assert!(!seen.iter().any(is_runtime), "{command_name}: {seen:?}");
            looks += 1;
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(looks > 0, "{command_name} was looked at while it ran");
    }
}

/// A running `handbill watch`, and what it says.
struct Watched {
    child: Child,
    said: std::sync::mpsc::Receiver<String>,
}

impl Watched {
    fn start(folder: &Path) -> Watched {
        let mut child = command(folder, &["watch"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
        let (send, said) = std::sync::mpsc::channel();
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).for_each(|line| drop(send.send(line))));
        Watched { child, said }
    }

    /// All that it says until it waits again.
    fn until_it_waits(&self) -> String {
        let mut all = String::new();
        loop {
            let line = self.said.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| panic!("it waits at last: {all}"));
            if line.starts_with("Waiting for a file") {
                return all;
            }
            all.push_str(&line);
            all.push('\n');
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_saved_file_is_built_again() {
    let project = Project::small();
    let made = || project.files("out").into_iter().filter(|p| p.extension().is_some_and(|e| e == "pdf")).collect::<Vec<_>>();
    let watched = Watched::start(project.path());
    watched.until_it_waits();
    let first = made();
    assert!(!first.is_empty());
    let all = |files: &[std::path::PathBuf]| {
        files.iter().map(|file| project.read(&format!("out/{}", file.display()))).collect::<Vec<_>>()
    };
    let before = all(&first);
    project.edit("content/night.toml", "Read with us by lamplight", "Read with us by candle");
    watched.until_it_waits();
    assert_eq!(made(), first);
    assert_ne!(all(&first), before, "the new words are on paper");
    project.edit("content/night.toml", "[text.headline]", "[text.headline");
    let said = watched.until_it_waits();
    assert!(said.contains("content/night.toml:"), "what is wrong, and where: {said}");
    project.edit("content/night.toml", "[text.headline\n", "[text.headline]\n");
    let said = watched.until_it_waits();
    assert!(!said.contains("error"), "{said}");
    // A file that is none of its sources changes nothing.
    project.write(".notes.swp", "x");
    assert!(watched.said.recv_timeout(Duration::from_millis(1500)).is_err(), "nothing is built");
}

#[test]
#[cfg(unix)]
fn watching_ends_with_an_interrupt() {
    let project = Project::small();
    let mut watched = Watched::start(project.path());
    watched.until_it_waits();
    let sent = Command::new("kill").args(["-INT", &watched.child.id().to_string()]).status().expect("kill is there");
    assert!(sent.success());
    let ended = watched.child.wait().expect("it ends");
    assert!(ended.code().is_some(), "it ends by itself: {ended}");
}

#[test]
fn journeys_in_a_browser() {
    let Some(python) = judge::python() else { return };
    let has_browser = Path::new("/usr/bin/chromium").exists()
        && Command::new(python).args(["-c", "import playwright"]).output().is_ok_and(|ran| ran.status.success());
    if !has_browser {
        assert!(!judge::required(), "chromium and playwright are not installed, and HANDBILL_JUDGES=require wants them");
        eprintln!("skipped: chromium or playwright is not installed");
        return;
    }
    let root = crate::harness::source::root();
    let work = Project::empty();
    let script = root.join("tests/harness/browser.py");
    let axe = root.join("tests/vendor/axe.min.js");
    let ran = Command::new(python)
        .args([&script, Path::new(env!("CARGO_BIN_EXE_handbill")), &axe, work.path()])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("Python starts");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.lines().filter(|line| line.starts_with("ok ")).count() >= 30, "{said}");
    // What a new user has made in the browser passes the judges of press files.
    let pressed = work.path().join("pressed/sheet.pdf");
    if judge::judge("qpdf").is_some() {
        judge::ask("qpdf", &["--check", judge::utf8(&pressed)]).expect(0);
    }
    if let Some(accept) = judge::accept() {
        for script in ["check_fonts.py", "check_qr.py", "check_pdfx4.py"] {
            assert_eq!(judge::check(&accept, python, script, &pressed, &[]), Vec::<String>::new());
        }
    }
}
