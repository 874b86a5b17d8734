//! Anything typed, clicked, pasted, at any size.

use proptest::prelude::*;
use tiendo::app::key::{Code, Key};
use tiendo::app::{Message, Pane};

use crate::harness::{App, Look, text};

fn message() -> impl Strategy<Value = Message> {
    let code = prop_oneof![
        8 => "[a-zA-Z0-9đâ/?+=.,:−!-]".prop_map(|text| Code::Char(text.chars().next().unwrap_or('j'))),
        6 => prop::sample::select(vec![
            Code::Enter, Code::Esc, Code::Tab, Code::BackTab, Code::Backspace, Code::Delete, Code::Up, Code::Down,
            Code::Left, Code::Right, Code::Home, Code::End, Code::PageUp, Code::PageDown, Code::Char(' '), Code::F(1),
        ]),
        1 => any::<char>().prop_map(Code::Char),
    ];
    let key = (code, prop::bool::weighted(0.1), prop::bool::weighted(0.05));
    prop_oneof![
        20 => key.prop_map(|(code, ctrl, alt)| Message::Key(Key { code, ctrl, alt })),
        2 => (0_u16..140, 0_u16..60).prop_map(|(column, row)| Message::Click(column, row)),
        2 => (0_u16..140, 0_u16..60, any::<bool>()).prop_map(|(column, row, down)| Message::Wheel(column, row, down)),
        1 => "\\PC{0,30}".prop_map(Message::Paste),
        2 => (0_u16..130, 0_u16..50).prop_map(|(width, height)| Message::Resize(width, height)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_comes_in_breaks_the_board(
        (width, height) in (0_u16..130, 0_u16..50),
        messages in prop::collection::vec(message(), 0..40),
    ) {
        let mut app = App::new(Look::of(width, height));
        for message in messages {
            app.send(message);
            let once = app.draw();
            prop_assert_eq!(&once, &app.draw(), "drawing is pure");
            for pane in Pane::ALL {
                let len = app.model.board.len(pane, &app.model.programme);
                prop_assert!(app.model.board.row(pane, &app.model.programme) < len.max(1));
            }
            prop_assert!(text(&once).lines().count() <= 50);
        }
    }
}
