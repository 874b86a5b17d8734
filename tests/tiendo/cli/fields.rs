//! Plan and reality on the command line: every field is set, shown, exported to `store.json`, read back and undone; what
//! the rules forbid is refused before anything is written.

use tiendo::domain::field::{FieldType, Owner};
use tiendo::domain::fields::FIELDS;

use crate::program::Machine;

/// A value that a field takes, as typed, and as it is recorded.
fn sample(kind: FieldType) -> (String, serde_json::Value) {
    match kind {
        FieldType::Date => ("31/10/2026".into(), "2026-10-31".into()),
        FieldType::Text => ("chờ phê duyệt".into(), "chờ phê duyệt".into()),
        FieldType::Email => ("binh@moh.gov.vn".into(), "binh@moh.gov.vn".into()),
        FieldType::Code => ("finance".into(), "finance".into()),
        FieldType::Place => ("3".into(), 3.into()),
        FieldType::Phone => ("024 3943 6163".into(), "024 3943 6163".into()),
        FieldType::Number(min, _) => (format!("{}", min + 12), (min + 12).into()),
        FieldType::Choice(codes) => {
            let last = codes[codes.len() - 1];
            (last.into(), last.into())
        }
    }
}

fn target(owner: Owner) -> &'static str {
    match owner {
        Owner::Milestone => "ndxp/readiness",
        Owner::Platform => "ndxp",
        Owner::Ministry => "ministry:finance",
        Owner::Kind => "kind:plan",
    }
}

#[test]
fn every_field_goes_to_the_journal_and_store_json_and_comes_back_by_undo() {
    for field in FIELDS {
        let machine = Machine::new();
        let (typed, recorded) = sample(field.kind);
        let mut args = vec!["set", target(field.owner), field.name, typed.as_str()];
        match field.name {
            // A forecast of what is not done cannot be past; a baseline is replaced by a document; nothing stops without
            // a reason.
            "forecast" => args.extend(["actual", "2026-10-01"]),
            "baseline" => args.extend(["baseline_document", "12/QĐ"]),
            "state" => args.extend(["reason", "chờ"]),
            "target" => args[3] = "40",
            _ => {}
        }
        let recorded = if field.name == "target" {
            40.into()
        } else {
            recorded
        };
        machine.ok(&args);
        let log = machine.json(&["log"]);
        let change = log.as_array().unwrap().iter();
        let change = change
            .filter(|change| change["field"] == field.name)
            .count();
        assert_eq!(change, 1, "{}: {log}", field.name);
        let text = std::fs::read_to_string(machine.store().join("store.json")).unwrap();
        let said = format!("\"{}\":{recorded}", field.name);
        assert!(text.contains(&said), "{said}");
        machine.ok(&["undo"]);
        let again = std::fs::read_to_string(machine.store().join("store.json")).unwrap();
        let count = |text: &str| text.matches(&said).count();
        assert!(count(&again) < count(&text), "{said} is undone");
    }
}

#[test]
fn what_stands_in_the_way_and_who_answers_is_shown() {
    let machine = Machine::new();
    machine.ok(&[
        "set",
        "ndxp",
        "focal_name",
        "Trần Thị Bình",
        "focal_email",
        "binh@moh.gov.vn",
        "obstacle",
        "thiếu kinh phí",
    ]);
    let told = machine.ok(&[
        "hold",
        "ndxp",
        "needs",
        "--reason",
        "chờ nghị định",
        "--document",
        "9/CV",
    ]);
    assert!(told.contains("Tình trạng = Tạm dừng"), "{told}");
    let text = machine.ok(&["show", "ndxp"]);
    for part in [
        "Đầu mối: Trần Thị Bình",
        "Thư điện tử: binh@moh.gov.vn",
        "Khó khăn, vướng mắc: thiếu kinh phí",
        "Lý do: chờ nghị định",
        "Văn bản tạm dừng: 9/CV",
        "Tạm dừng",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = machine.json(&["show", "ndxp"]);
    assert_eq!(json["fields"]["focal_name"], "Trần Thị Bình");
    machine.ok(&["resume", "ndxp", "needs"]);
    let text = machine.ok(&["show", "ndxp"]);
    assert!(!text.contains("chờ nghị định") && !text.contains("9/CV"));
    machine.ok(&["cancel", "ndxp", "needs", "--reason", "không còn cần"]);
    assert!(machine.ok(&["show", "ndxp"]).contains("Dừng thực hiện"));
}

#[test]
fn a_document_is_recorded_put_right_and_taken_off() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let record = |args: &[&str]| machine.ok(&[&["evidence", "ndxp", "plan"], args].concat());
    record(&["624/TB-VPCP", "--date", "1/11/2026", "--title", "Kết luận"]);
    record(&["7/BC", "--link", "bao-cao.pdf"]);
    record(&["624/tb-vpcp", "--title", "Thông báo kết luận"]);
    let evidence = |machine: &Machine| {
        let show = machine.json(&["show", "ndxp"]);
        show["milestones"][0]["evidence"].clone()
    };
    let documents = evidence(&machine);
    assert_eq!(documents.as_array().unwrap().len(), 2, "{documents}");
    assert_eq!(documents[0]["title"], "Thông báo kết luận");
    assert_eq!(documents[0]["date"], "2026-11-01");
    assert_eq!(documents[1]["link"], "bao-cao.pdf");
    record(&["7/BC", "--remove"]);
    assert_eq!(evidence(&machine).as_array().unwrap().len(), 1);
    let again = machine.run(&["evidence", "ndxp", "plan", "7/BC", "--remove"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("7/BC"), "{}", again.err);
}

#[test]
fn what_the_rules_forbid_is_refused_and_nothing_is_written() {
    let machine = Machine::new();
    for (args, code, says) in [
        (
            &["set", "ndxp/plan", "baseline", "2027-01-31"][..],
            1,
            "văn bản",
        ),
        (
            &["set", "ndxp/plan", "actual", "2026-11-24"],
            1,
            "tương lai",
        ),
        (
            &["set", "ndxp/plan", "started", "24/11/2026"],
            1,
            "tương lai",
        ),
        (&["set", "ndxp/plan", "forecast", "2026-11-22"], 1, "đã qua"),
        (&["set", "ndxp/plan", "state", "on_hold"], 1, "lý do"),
        (&["set", "ndxp/readiness", "target", "0"], 1, "từ 1"),
        (&["set", "ndxp/readiness", "progress", "35"], 1, "34"),
        (&["set", "ndxp/readiness", "progress", "+3"], 1, "số nguyên"),
        (&["set", "ndxp", "forecast", "2027-01-31"], 1, "ndxp/MỐC"),
        (&["set", "ndxp", "weight", "-1"], 1, "từ 0 đến 1000"),
        (&["set", "ndxp", "focal_email", "binh"], 1, "địa chỉ"),
        (&["set", "ndxp", "focal_phone", "gọi"], 1, "điện thoại"),
        (&["set", "ndxp", "weight", "2", "remark"], 2, "giá trị"),
        (&["hold", "ndxp", "plan"], 2, "--reason"),
        (&["hold", "ndxp", "plan", "--reason", " "], 1, "lý do"),
        (&["evidence", "ndxp", "plan", " "], 1, "nội dung"),
        (
            &["evidence", "ndxp", "plan", "1/QĐ", "--date", "31/4/2026"],
            2,
            "--date: tháng 4/2026 chỉ có 30 ngày",
        ),
    ] {
        let run = machine.run(args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    assert!(!machine.store().exists());
}
