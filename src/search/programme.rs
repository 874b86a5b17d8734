//! The index of a programme's platforms.

use super::{Index, Text, TextKind};
use crate::domain::{Lang, Platform, Programme};

/// One document for each platform of the list, in list order; names in `lang` come first, so that they are shown when
/// several texts match alike.
#[must_use]
pub fn index(programme: &Programme, lang: Lang) -> Index {
    Index::build(
        programme
            .platforms()
            .map(|platform| texts(programme, platform, lang)),
    )
}

fn texts(programme: &Programme, platform: &Platform, lang: Lang) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut add = |kind: TextKind, text: &str| {
        if !text.is_empty() {
            texts.push(Text {
                kind,
                text: text.to_owned(),
            });
        }
    };
    let own_first = [lang, lang.next(), lang.next().next()];
    for lang in own_first {
        add(TextKind::Name(slot(lang)), platform.name.own(lang));
    }
    for alias in &platform.aliases {
        add(TextKind::Alias, alias);
    }
    add(TextKind::Id, platform.id.as_str());
    let Some(ministry) = platform
        .ministry
        .as_ref()
        .and_then(|id| programme.ministry(id))
    else {
        return texts;
    };
    for lang in own_first {
        add(TextKind::Abbreviation, ministry.abbreviation.own(lang));
        add(TextKind::Ministry, ministry.name.own(lang));
    }
    for alias in &ministry.aliases {
        add(TextKind::Ministry, alias);
    }
    texts
}

const fn slot(lang: Lang) -> u8 {
    lang.pick([0, 1, 2])
}
