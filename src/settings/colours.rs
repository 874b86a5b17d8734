//! The colours of the themes: those of the program, and the user's own, of which a few suffice.

use toml_edit::{Item, TableLike};

use super::fault::What;
use super::near::nearest;

/// The colours that a theme is made of, as 24-bit numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// The ground.
    pub back: u32,
    /// Text.
    pub text: u32,
    /// Less important text.
    pub dim: u32,
    /// Lines and empty bars.
    pub faint: u32,
    /// Keys, and what has the focus.
    pub accent: u32,
    /// Bad, late.
    pub red: u32,
    /// Needs attention.
    pub amber: u32,
    /// Good, done.
    pub green: u32,
    /// Under way.
    pub blue: u32,
    /// The ground of the row of the cursor.
    pub chosen: u32,
    /// The ground of the row of the cursor where the focus is not.
    pub remembered: u32,
}

/// Light on dark.
pub const DARK: Colours = Colours {
    back: 0x0015_181e,
    text: 0x00d9_dde4,
    dim: 0x0095_9dab,
    faint: 0x0046_4e5b,
    accent: 0x007c_c4ff,
    red: 0x00ff_7b72,
    amber: 0x00f0_b84a,
    green: 0x006c_d58f,
    blue: 0x007c_a8f5,
    chosen: 0x002b_4260,
    remembered: 0x0025_2b35,
};

/// Dark on light.
pub const LIGHT: Colours = Colours {
    back: 0x00fb_faf7,
    text: 0x0020_252c,
    dim: 0x0059_6270,
    faint: 0x00b4_bac4,
    accent: 0x0006_5fae,
    red: 0x00b8_1f2a,
    amber: 0x0082_5400,
    green: 0x0014_733b,
    blue: 0x0032_52b4,
    chosen: 0x00cf_e2f7,
    remembered: 0x00e7_ebf0,
};

/// A colour that the user can say: its name, and where it goes.
type Named = (&'static str, fn(&mut Colours) -> &mut u32);

/// The colours that make a theme; the others follow from them.
pub const NAMED: [Named; 8] = [
    ("background", |colours| &mut colours.back),
    ("text", |colours| &mut colours.text),
    ("dim", |colours| &mut colours.dim),
    ("accent", |colours| &mut colours.accent),
    ("good", |colours| &mut colours.green),
    ("warn", |colours| &mut colours.amber),
    ("bad", |colours| &mut colours.red),
    ("info", |colours| &mut colours.blue),
];

/// The sixteen colours of terminals, as xterm shows them.
pub const NAMES: [(&str, u32); 16] = [
    ("black", 0x0000_0000),
    ("maroon", 0x0080_0000),
    ("green", 0x0000_8000),
    ("olive", 0x0080_8000),
    ("navy", 0x0000_0080),
    ("purple", 0x0080_0080),
    ("teal", 0x0000_8080),
    ("silver", 0x00c0_c0c0),
    ("gray", 0x0080_8080),
    ("red", 0x00ff_0000),
    ("lime", 0x0000_ff00),
    ("yellow", 0x00ff_ff00),
    ("blue", 0x0000_00ff),
    ("magenta", 0x00ff_00ff),
    ("cyan", 0x0000_ffff),
    ("white", 0x00ff_ffff),
];

/// Least contrast of text on its ground, and of less important text, in tenths: WCAG 2, level AA, and large text.
const READABLE: u32 = 45;
const READABLE_DIM: u32 = 30;

/// A theme of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTheme {
    /// Its name.
    pub name: String,
    /// Its colours.
    pub colours: Colours,
}

/// Reads `#rrggbb` or a name.
fn colour(text: &str) -> Option<u32> {
    let named = NAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text));
    if let Some((_, colour)) = named {
        return Some(*colour);
    }
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

/// A part of the way from one colour to another, in hundredths.
fn mix(from: u32, to: u32, hundredths: u32) -> u32 {
    let [_, red, green, blue] = to.to_be_bytes();
    let [zero, own_red, own_green, own_blue] = from.to_be_bytes();
    let between = |from: u8, to: u8| {
        let mixed = u32::from(from) * (100 - hundredths) + u32::from(to) * hundredths;
        u8::try_from(mixed / 100).unwrap_or(u8::MAX)
    };
    u32::from_be_bytes([
        zero,
        between(own_red, red),
        between(own_green, green),
        between(own_blue, blue),
    ])
}

/// How bright a colour is, 0 to 1, as in WCAG 2.
fn luminance(rgb: u32) -> f64 {
    let [_, red, green, blue] = rgb.to_be_bytes().map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours, 1 to 21, as in WCAG 2.
#[must_use]
pub fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Reads one theme; `tell` hears of each colour that is none, or cannot be read well on the ground.
pub(super) fn read(
    name: &str,
    table: &dyn TableLike,
    tell: &mut dyn FnMut(&str, &Item, What),
) -> OwnTheme {
    let mut said = Vec::new();
    for (field, item) in table.iter() {
        let Some(place) = NAMED.iter().position(|(known, _)| *known == field) else {
            let near = nearest(field, NAMED.map(|(known, _)| known));
            tell(field, item, What::Unknown(near.map(ToOwned::to_owned)));
            continue;
        };
        match item.as_str().and_then(colour) {
            Some(colour) => said.push((place, colour, item)),
            None => tell(field, item, What::Colour),
        }
    }
    let background = said.iter().find(|(place, ..)| *place == 0);
    let mut colours = match background {
        Some((_, back, _)) if luminance(*back) > 0.2 => LIGHT,
        _ => DARK,
    };
    for (place, colour, _) in &said {
        *(NAMED[*place].1)(&mut colours) = *colour;
    }
    follow(&mut colours, |field| {
        said.iter().any(|(place, ..)| NAMED[*place].0 == field)
    });
    for (place, colour, item) in said.iter().filter(|(place, ..)| *place > 0) {
        let field = NAMED[*place].0;
        let least = if field == "dim" {
            READABLE_DIM
        } else {
            READABLE
        };
        let tenths = tenths(contrast(*colour, colours.back));
        if tenths < least {
            tell(field, item, What::Contrast(tenths, least));
        }
    }
    OwnTheme {
        name: name.to_owned(),
        colours,
    }
}

/// The colours that follow from what was said.
fn follow(colours: &mut Colours, is_said: impl Fn(&str) -> bool) {
    let Colours {
        back, text, accent, ..
    } = *colours;
    if !is_said("dim") && (is_said("text") || is_said("background")) {
        colours.dim = mix(text, back, 35);
    }
    if is_said("text") || is_said("background") {
        colours.faint = mix(text, back, 72);
        colours.remembered = mix(back, text, 9);
    }
    if is_said("accent") || is_said("background") {
        colours.chosen = mix(back, accent, 25);
    }
}

/// The contrast in tenths, cut, so that it never looks better than it is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a contrast is between 1 and 21"
)]
fn tenths(contrast: f64) -> u32 {
    (contrast * 10.0) as u32
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, ThemeName, What};
    use super::*;

    #[test]
    fn every_text_colour_can_be_read_on_every_ground() {
        for colours in [&DARK, &LIGHT] {
            let Colours {
                back,
                text,
                dim,
                accent,
                red,
                amber,
                green,
                blue,
                chosen,
                remembered,
                ..
            } = *colours;
            for ground in [back, chosen, remembered] {
                for text in [text, dim, accent, red, amber, green, blue] {
                    let contrast = contrast(text, ground);
                    assert!(contrast >= 3.5, "{text:06x} on {ground:06x}: {contrast}");
                }
            }
            assert!(contrast(text, back) >= 10.0);
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, expected) in [(0, 0x00ff_ffff, 21.0), (0x0077_7777, 0x00ff_ffff, 4.48)] {
            assert!((contrast(one, other) - expected).abs() < 0.01);
        }
    }

    #[test]
    fn a_few_colours_make_a_theme() {
        let text = "theme = \"sea\"\n[themes.sea]\nbackground = \"#001020\"\naccent = \"cyan\"\n";
        let (settings, faults) = Settings::parse(text);
        assert_eq!(faults, []);
        let Some(ThemeName::Own(colours)) = settings.theme("sea") else {
            panic!("no theme");
        };
        assert_eq!((colours.back, colours.accent), (0x0000_1020, 0x0000_ffff));
        assert_eq!((colours.text, colours.red), (DARK.text, DARK.red));
        assert_eq!(colours.chosen, mix(0x0000_1020, 0x0000_ffff, 25));
        let (settings, _) = Settings::parse("[themes.day]\nbackground = \"#ffffff\"\n");
        let day = settings.theme("day");
        assert!(matches!(day, Some(ThemeName::Own(Colours { text, .. })) if text == LIGHT.text));
    }

    #[test]
    fn what_is_no_colour_or_cannot_be_read_is_named() {
        for (line, what) in [
            ("text = \"#12345\"", What::Colour),
            ("text = \"#+12345\"", What::Colour),
            ("text = 3", What::Colour),
            ("txt = \"red\"", What::Unknown(Some("text".to_owned()))),
            ("text = \"#222222\"", What::Contrast(11, READABLE)),
            ("dim = \"#555555\"", What::Contrast(23, READABLE_DIM)),
        ] {
            let (settings, faults) = Settings::parse(&format!("[themes.x]\n{line}\n"));
            assert_eq!(faults.len(), 1, "{line}: {faults:?}");
            assert_eq!((faults[0].line, &faults[0].what), (2, &what), "{line}");
            assert!(faults[0].field.starts_with("themes.x."));
            assert!(settings.theme("x").is_some(), "used all the same");
        }
        for text in ["[themes.dark]\n", "[themes.\"a b\"]\n", "themes = 3\n"] {
            assert_eq!(Settings::parse(text).1.len(), 1, "{text}");
        }
    }
}
