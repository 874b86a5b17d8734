//! What must hold for any bytes: the bodies of the fuzz targets, also run by `cargo test` on the seeds that are kept.
//!
//! No input may panic, hang or write where it should not; beyond that, each function states what it checks.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::tz::TimeZone;
use tiendo::clock::Clock;
use tiendo::domain::catalogue::Additions;
use tiendo::domain::field::BadValue;
use tiendo::domain::fields::FIELDS;
use tiendo::domain::{Entity, Operation, Stamp, Value, clean, when};
use tiendo::replica::{Author, Replica};
use tiendo::store::Store;
use tiendo::store::disk::{Appender, Disk, Meta};
use tiendo::store::fold::Fold;
use tiendo::store::line::{Line, LineId};
use tiendo::store::seat::{Seat, Seats};
use tiendo::store::view;

/// One line: as it is, and with the hash that it should have, so that what is behind the hash is reached.
pub(crate) fn line(data: &[u8]) {
    for bytes in [data.to_vec(), sealed(data)] {
        let Ok(line) = Line::open(&bytes) else {
            continue;
        };
        let mut fold = Fold::default();
        assert!(fold.insert(line.clone()));
        assert!(!fold.insert(line.clone()), "a line twice is one line");
        let _ = (fold.take_assignments(), fold.conflicts(), fold.state());
        if line.is_understood() {
            let (again, bytes) = Line::seal(line.body.clone()).unwrap();
            assert_eq!(again.body, line.body, "what is written is what was read");
            assert_eq!(Line::open(&bytes).unwrap(), again);
        }
    }
}

/// A whole journal, of which every second line is given the right hash: read at once, in two pieces, twice under two names,
/// and from the end to the start it is the same programme.
pub(crate) fn journal(data: &[u8]) {
    let mut text = Vec::new();
    for (number, line) in data.split(|byte| *byte == b'\n').enumerate() {
        text.extend_from_slice(&if number % 2 == 0 {
            sealed(line)
        } else {
            line.to_vec()
        });
        text.push(b'\n');
    }
    let at_once = opened(&[("a.jsonl", &text)]);
    let twice = opened(&[("a.jsonl", &text), ("b (1).jsonl", &text)]);
    let backwards: Vec<&[u8]> = text.split(|byte| *byte == b'\n').rev().collect();
    let backwards = opened(&[("z.jsonl", &backwards.join(&b'\n'))]);
    let disk = MemDisk::default();
    let half = text.len() / 2;
    disk.put("a.jsonl", &text[..half]);
    let mut in_pieces = open(&disk);
    disk.put("a.jsonl", &text);
    in_pieces.sync().unwrap();
    for other in [&twice, &backwards, &in_pieces] {
        assert_eq!(at_once.fold().lines().len(), other.fold().lines().len());
        assert_eq!(at_once.fold().state(), other.fold().state());
        assert_eq!(shown(&at_once), shown(other));
    }
    assert_eq!(at_once.fold().conflicts(), twice.fold().conflicts());
}

/// Any bytes as `store.json`: refused with a reason, or taken; once taken, nothing is left to take. The same bytes as all
/// that is left of a store, as they are and with the hash that they should have: mended in one go.
pub(crate) fn store_json(data: &[u8]) {
    let (disk, mut replica) = used();
    disk.put_view(data);
    adopt(&disk, &mut replica, data);
    for text in [data.to_vec(), with_check(data)] {
        let disk = MemDisk::default();
        disk.put_view(&text);
        let mut replica = open(&disk);
        mend(&mut replica);
        let left = open(&disk).health().faults;
        assert!(left.iter().all(|fault| !fault.is_damage()), "{left:?}");
    }
}

fn mend(replica: &mut Replica) {
    let plan = replica.plan_repair();
    replica.repair(&plan).unwrap();
}

/// A document with the hash that it should have.
fn with_check(data: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(data);
    let head = text
        .rfind("\"check\":")
        .map_or(&*text, |place| &text[..place]);
    (head.to_owned() + &view::end(head.as_bytes())).into_bytes()
}

/// A real `store.json` with a few edits, each of which takes a place, a length to cut out, and bytes to put there. What was
/// set in the meantime stands, whatever they are.
pub(crate) fn hand_edit(data: &[u8]) {
    let (disk, mut replica) = used();
    let mut text = disk.view();
    let mut rest = data;
    while let [high, low, cut, len, tail @ ..] = rest {
        let place = usize::from(u16::from_be_bytes([*high, *low])) % (text.len() + 1);
        let end = (place + usize::from(*cut)).min(text.len());
        let (bytes, tail) = tail.split_at(usize::from(*len % 64).min(tail.len()));
        text.splice(place..end, bytes.iter().copied());
        rest = tail;
    }
    disk.put_view(&text);
    let since = set("p1/plan", "forecast", "2027-03-03");
    let since = replica.commit(&since).unwrap().id;
    adopt(&disk, &mut replica, &text);
    let (_, live) = replica.fold().field("p1/plan", "forecast");
    assert!(live.contains(&since), "{live:?}");
}

/// What is typed on the command line as a date, a number, a name: what is taken is in its range and is read back the same.
pub(crate) fn values(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let today = jiff::civil::date(2026, 11, 23);
    let read = |text: &str| when::parse(text, Some(today), today);
    if let Ok(date) = read(&text) {
        assert!((1945..=2100).contains(&date.year()), "{date}");
        assert_eq!(read(&date.to_string()), Ok(date));
        let (day, month, year) = (date.day(), date.month(), date.year());
        assert_eq!(read(&format!("{day}/{month}/{year}")), Ok(date));
        let short = format!("{day:02}/{month:02}/{:02}", year % 100);
        assert!(!(2000..2100).contains(&year) || read(&short) == Ok(date));
    }
    for field in FIELDS {
        match field.parse(&text, Some(today), today) {
            Ok(Some(value)) => {
                let again = value.to_string();
                let again = field.parse(&again, Some(today), today);
                assert_eq!(again, Ok(Some(value)), "{}", field.name);
            }
            Ok(None) => assert!(text.trim().is_empty()),
            Err(BadValue::TooLong) => assert!(text.len() > 1000),
            Err(_) => {}
        }
    }
    if let Ok(entity) = text.parse::<Entity>() {
        assert_eq!(entity.to_string().parse(), Ok(entity));
    }
    if let Some(stamp) = Stamp::parse(&text, 0) {
        assert_eq!(Stamp::parse(&stamp.text(), 0), Some(stamp));
    }
    let cleaned = clean(&text).into_owned();
    assert!(!cleaned.chars().any(char::is_control));
    assert_eq!(clean(&cleaned), cleaned);
}

/// The platforms as they are listed, with everything on them.
fn shown(replica: &Replica) -> String {
    let listed = replica.programme().platforms().map(|platform| {
        let milestones: Vec<_> = platform.milestones().collect();
        let of_list = (&platform.id, &platform.name, &platform.ministry);
        let rest = (platform.weight, platform.order, &platform.touch);
        format!("{of_list:?} {rest:?} {:?} {milestones:?}", platform.notes)
    });
    listed.collect()
}

/// Bytes with the hash that a line of them would have.
fn sealed(body: &[u8]) -> Vec<u8> {
    let id = LineId::of(body);
    [body, format!(",\"h\":\"{id}\"}}").as_bytes()].concat()
}

fn adopt(disk: &MemDisk, replica: &mut Replica, given: &[u8]) {
    let lines = replica.fold().lines().len();
    let told = replica.hand_edits();
    if let Ok(recorded) = replica.adopt() {
        let taken = replica.fold().lines().len() - lines;
        assert_eq!(taken, usize::from(recorded.is_some()));
        assert!(replica.hand_edits().unwrap().is_empty());
    } else {
        assert!(told.is_err() || !told.unwrap_or_default().is_empty());
        assert_eq!(replica.fold().lines().len(), lines, "nothing is half done");
        assert_eq!(disk.view(), given, "a refused document stays as it is");
    }
}

fn opened(journals: &[(&str, &[u8])]) -> Replica {
    let disk = MemDisk::default();
    for (name, bytes) in journals {
        disk.put(name, bytes);
    }
    open(&disk)
}

/// A small store with a few changes and its `store.json`.
fn used() -> (MemDisk, Replica) {
    let disk = MemDisk::default();
    let mut replica = open(&disk);
    for (target, field, text) in [
        ("p1/plan", "forecast", "2027-01-02"),
        ("p1/plan", "reason", "chờ phê duyệt"),
        ("p1", "weight", "2"),
    ] {
        let recorded = replica.commit(&set(target, field, text)).unwrap();
        assert!(recorded.saved.is_ok());
    }
    replica.write_view().unwrap();
    (disk, replica)
}

fn set(target: &str, field: &str, text: &str) -> Operation {
    Operation::Set {
        target: target.parse().unwrap(),
        field: field.to_owned(),
        text: text.to_owned(),
    }
}

fn open(disk: &MemDisk) -> Replica {
    let store = Store::new(Box::new(disk.clone()), ROOT.into(), Box::new(OneSeat));
    let author = Author {
        by: "Bình".into(),
        clock: Clock::of(Some("2026-11-23T07:14:05Z")).unwrap(),
        zone: TimeZone::UTC,
    };
    Replica::open(store, author, catalogue()).unwrap()
}

fn catalogue() -> Additions {
    let fields = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(name, text)| ((*name).to_owned(), Value::from(*text)))
            .collect::<BTreeMap<_, _>>()
    };
    [
        ("kind:plan", fields(&[("name_vi", "Kế hoạch")])),
        ("ministry:m", fields(&[("name_vi", "Bộ")])),
        ("p1", fields(&[("ministry", "m"), ("name_vi", "Nền tảng")])),
        ("p1/plan", fields(&[])),
    ]
    .map(|(entity, fields)| (entity.parse().unwrap(), fields))
    .into()
}

const ROOT: &str = "/store";

#[derive(Debug)]
struct OneSeat;

impl Seats for OneSeat {
    fn device(&self) -> Option<String> {
        Some("k3f9q2ab".into())
    }

    fn claim(&mut self, _after: Option<&Seat>) -> io::Result<Seat> {
        Ok(Seat::fixed("k3f9q2ab", 0))
    }
}

/// A disk in memory that never fails: [`super::store`] has the one that does.
#[derive(Clone, Debug, Default)]
struct MemDisk(Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>);

impl MemDisk {
    fn put(&self, journal: &str, bytes: &[u8]) {
        self.set(&Path::new(ROOT).join("journal").join(journal), bytes);
    }

    fn put_view(&self, bytes: &[u8]) {
        self.set(&Path::new(ROOT).join("store.json"), bytes);
    }

    fn view(&self) -> Vec<u8> {
        self.get(&Path::new(ROOT).join("store.json")).unwrap()
    }

    fn set(&self, path: &Path, bytes: &[u8]) {
        self.0
            .lock()
            .unwrap()
            .insert(path.to_owned(), bytes.to_vec());
    }

    fn get(&self, path: &Path) -> io::Result<Vec<u8>> {
        let found = self.0.lock().unwrap().get(path).cloned();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Disk for MemDisk {
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        let files = self.0.lock().unwrap();
        let inside = files.keys().filter(|path| path.parent() == Some(dir));
        Ok(inside
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect())
    }

    fn meta(&self, path: &Path) -> io::Result<Meta> {
        let files = self.0.lock().unwrap();
        let is_folder = files
            .keys()
            .any(|file| file != path && file.starts_with(path));
        let len = match files.get(path) {
            Some(bytes) => bytes.len(),
            None if is_folder || path == Path::new("/") => 0,
            None => return Err(io::ErrorKind::NotFound.into()),
        };
        Ok(Meta {
            is_regular: !is_folder,
            len: len as u64,
            identity: (0, 0),
            modified: len as u128,
            is_foreign: false,
        })
    }

    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>> {
        let bytes = self.get(path)?;
        let from = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let len = usize::try_from(max).unwrap_or(usize::MAX);
        Ok(bytes[from..].iter().copied().take(len).collect())
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        self.set(&path.join(".made"), b"");
        Ok(())
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        let _ = self.get(path).or_else(|_| {
            self.set(path, b"");
            self.get(path)
        })?;
        Ok(Box::new(MemFile(self.clone(), path.to_owned())))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        self.set(path, b"");
        self.append_to(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let bytes = self.get(from)?;
        self.0.lock().unwrap().remove(from);
        self.set(to, &bytes);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.lock().unwrap().remove(path);
        Ok(())
    }

    fn sync_dir(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.get(path).map(drop)
    }
}

#[derive(Debug)]
struct MemFile(MemDisk, PathBuf);

impl Appender for MemFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut whole = self.0.get(&self.1)?;
        whole.extend_from_slice(bytes);
        self.0.set(&self.1, &whole);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn meta(&self) -> io::Result<Meta> {
        self.0.meta(&self.1)
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        Ok(self.0.get(&self.1)?.last().copied())
    }
}
