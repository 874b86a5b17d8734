//! What people type, and what they expect first, with the real list.

use serde_json::Value;

use super::*;

fn texts(values: &Value, kind: impl Fn(u8) -> TextKind) -> Vec<Text> {
    let text = |(slot, key)| {
        let text = values.get(key)?.as_str()?.to_owned();
        Some(Text {
            kind: kind(slot),
            text,
        })
    };
    [(0, "vi"), (1, "fr"), (2, "en")]
        .into_iter()
        .filter_map(text)
        .collect()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

fn document(ministry: &Value, platform: &Value) -> Vec<Text> {
    let alias = |kind: TextKind| {
        move |alias: &Value| {
            Some(Text {
                kind,
                text: alias.as_str()?.to_owned(),
            })
        }
    };
    let mut document = texts(&platform["name"], TextKind::Name);
    document.extend(list(platform, "aliases").filter_map(alias(TextKind::Alias)));
    document.extend(alias(TextKind::Id)(&platform["id"]));
    document.extend(texts(&ministry["abbreviation"], |_| TextKind::Abbreviation));
    document.extend(texts(&ministry["name"], |_| TextKind::Ministry));
    document.extend(list(ministry, "aliases").filter_map(alias(TextKind::Ministry)));
    document
}

fn catalogue() -> (Vec<String>, Index) {
    let catalogue: Value =
        serde_json::from_str(include_str!("../../assets/catalogue.json")).unwrap();
    let mut ids = Vec::new();
    let mut documents = Vec::new();
    for ministry in list(&catalogue, "ministries") {
        for platform in list(ministry, "platforms") {
            ids.push(platform["id"].as_str().unwrap().to_owned());
            documents.push(document(ministry, platform));
        }
    }
    (ids, Index::build(documents))
}

fn shown(index: &Index, hit: &Hit) -> String {
    let text = index
        .text(hit.document, hit.text)
        .map_or("", |text| &text.text);
    let show = |(position, character): (usize, char)| {
        let mark = hit.positions.contains(&position);
        if mark {
            format!("[{character}]")
        } else {
            character.to_string()
        }
    };
    let shown: String = text.chars().enumerate().map(show).collect();
    shown.replace("][", "")
}

fn first(query: &str) -> (Tier, String, String) {
    let (ids, index) = catalogue();
    let hits = index.search(query, 1).hits;
    let hit = hits
        .first()
        .unwrap_or_else(|| panic!("{query} finds nothing"));
    (hit.tier, ids[hit.document].clone(), shown(&index, hit))
}

#[test]
fn what_a_person_types_brings_what_they_expect_first() {
    use Tier::{Exact, Fuzzy, Initials, Words};
    for (query, tier, id) in [
        ("dinh danh", Words, "e-identification"),
        ("ĐỊNH DANH", Words, "e-identification"),
        ("định danh điện tử", Words, "e-identification"),
        ("bca dinh danh", Words, "e-identification"),
        ("dd xt", Initials, "e-identification"),
        ("vneid", Exact, "e-identification"),
        ("identification", Words, "e-identification"),
        ("bca", Exact, "e-identification"),
        ("dữ liệu quốc gia", Words, "national-data-portal"),
        ("donnees", Words, "data-exchange"),
        ("csdl", Initials, "cultural-heritage-database"),
        ("hai quan", Words, "digital-customs"),
        ("customs", Words, "digital-customs"),
        ("ngan sach", Words, "state-budget"),
        ("tro ly ao", Words, "national-virtual-assistant"),
        ("soc", Words, "national-soc"),
        ("du lich", Words, "tourism-management"),
        ("tourism", Words, "tourism-management"),
        ("lanh su", Words, "shared-consular"),
        ("thue", Words, "e-tax-filing"),
        ("fiscale", Words, "e-tax-filing"),
        ("e-tax", Words, "e-tax-filing"),
        ("NDXP", Exact, "ndxp"),
        ("ndc-cloud", Exact, "ndc-cloud"),
        ("tin dung", Words, "credit-information"),
        ("sante animale", Words, "animal-health"),
        ("khieu nai", Words, "complaints-denunciations"),
        ("thanh tra", Words, "inspection-activities"),
        ("cong dich vu cong", Words, "national-public-service-portal"),
        ("dvc", Initials, "national-public-service-portal"),
        ("y te", Words, "health-platform"),
        ("byt", Exact, "health-platform"),
        ("giao duc", Words, "education-training-platform"),
        ("van ban", Words, "document-exchange"),
        ("cloud", Words, "ndc-cloud"),
        ("dam may", Words, "ndc-cloud"),
        ("đám mây", Words, "ndc-cloud"),
        ("1 cửa", Words, "national-single-window"),
        ("mot cua", Words, "national-single-window"),
        ("email", Words, "state-notice-email"),
        ("blockchain", Words, "national-blockchain"),
        ("blokchain", Fuzzy, "national-blockchain"),
        ("blkchn", Fuzzy, "national-blockchain"),
        ("dinh dahn", Fuzzy, "e-identification"),
        ("dinhdanh", Fuzzy, "e-identification"),
        ("etax", Fuzzy, "e-tax-filing"),
        ("dtdm", Initials, "ndc-cloud"),
        ("cbccvc", Initials, "civil-servant-management"),
        ("du lieu quoc gai", Fuzzy, "national-data-portal"),
        ("khoa hoc cong nghe", Words, "sti-management"),
        ("bca dinh dahn", Fuzzy, "e-identification"),
        ("ngnh hang", Fuzzy, "interbank-payment"),
        ("hia quan", Fuzzy, "digital-customs"),
        ("turism", Fuzzy, "tourism-management"),
        ("tro ly aos", Fuzzy, "national-virtual-assistant"),
    ] {
        let (found_tier, found_id, _) = first(query);
        assert_eq!((found_tier, found_id.as_str()), (tier, id), "{query}");
    }
}

#[test]
fn what_is_highlighted_is_what_a_person_looks_for() {
    for (query, expected) in [
        ("dinh danh", "Nền tảng [định] [danh] và xác thực điện tử"),
        ("dd xt", "Nền tảng [đ]ịnh [d]anh và [x]ác [t]hực điện tử"),
        ("dinh dahn", "Nền tảng [định] [danh] và xác thực điện tử"),
        ("vneid", "[VNeID]"),
        ("bca", "[BCA]"),
        (
            "identification",
            "Plateforme d'[identification] et d'authentification électronique",
        ),
        ("dữ liệu quốc gia", "Cổng [dữ] [liệu] [quốc] [gia]"),
        ("donnees", "Plateforme de [données]"),
        (
            "csdl",
            "Nền tảng [c]ơ [s]ở [d]ữ [l]iệu quốc gia về di sản văn hóa",
        ),
        ("cong dich vu cong", "[Cổng] [Dịch] [vụ] [công] quốc gia"),
        ("1 cua", "Cổng thông tin [một] [cửa] quốc gia"),
        ("blokchain", "Nền tảng chuỗi khối ([blo]c[kchain]) quốc gia"),
        ("turism", "[T]o[urism] Management and Development Platform"),
        ("dich vu cang", "Cổng [Dịch] [vụ] [c]ô[ng] quốc gia"),
    ] {
        assert_eq!(first(query).2, expected, "{query}");
    }
}

#[test]
fn an_abbreviation_gives_all_platforms_of_the_ministry_in_list_order() {
    let (_, index) = catalogue();
    for query in [
        "bca",
        "BCA",
        "mps",
        "bộ công an",
        "Ministry of Public Security",
    ] {
        let hits = index.search(query, 13).hits;
        let documents: Vec<usize> = hits.iter().map(|hit| hit.document).collect();
        assert_eq!(documents, (0..13).collect::<Vec<_>>(), "{query}");
    }
    assert_eq!(
        index.search("bca", 0),
        Hits {
            hits: vec![],
            total: 13
        }
    );
}

#[test]
fn an_excluded_word_is_in_no_hit_and_alone_lists_the_rest() {
    let (ids, index) = catalogue();
    let found = |query: &str| -> Vec<&str> {
        let hits = index.search(query, usize::MAX).hits;
        hits.iter().map(|hit| ids[hit.document].as_str()).collect()
    };
    assert!(found("dữ liệu").contains(&"national-data-portal"));
    assert!(!found("dữ liệu !quốc").contains(&"national-data-portal"));
    assert_eq!(found("dữ liệu !quốc").first(), Some(&"data-exchange"));
    assert_eq!(found("dinh dahn !xac"), [""; 0]);
    let rest = found("!BCA");
    assert_eq!(rest, ids[13..]);
}

#[test]
fn what_the_list_does_not_have_is_not_found() {
    let (_, index) = catalogue();
    for query in [
        "",
        " ",
        "!",
        "…",
        "zzzz",
        "qwerty",
        "impots",
        "police",
        "chữ ký số",
        "xin chào",
    ] {
        assert_eq!(index.search(query, 10), Hits::default(), "{query}");
    }
}

#[test]
fn no_typing_error_is_looked_for_in_words_that_were_found() {
    let (_, index) = catalogue();
    for query in ["dinh danh", "thue", "soc", "byt", "ngan hang"] {
        let hits = index.search(query, usize::MAX).hits;
        assert!(hits.iter().all(|hit| hit.tier < Tier::Fuzzy), "{query}");
    }
}

#[test]
fn every_name_alias_and_id_finds_its_platform_first() {
    let (ids, index) = catalogue();
    for (document, id) in ids.iter().enumerate() {
        for text in (0..).map_while(|text| index.text(document, text)) {
            if matches!(text.kind, TextKind::Abbreviation | TextKind::Ministry) {
                continue;
            }
            let hits = index.search(&text.text, 1).hits;
            assert_eq!(hits[0].document, document, "{id}: {}", text.text);
            assert_eq!(hits[0].tier, Tier::Exact);
        }
    }
}
