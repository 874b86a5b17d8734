//! What the terminal reports, as messages.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::editor::Gate;
use crate::app::Message;
use crate::app::key::{Code, Key};

/// Sends what the terminal reports, until it is gone. Once this has returned, a new size is told of: the signal is
/// listened to from the first look on, and what changed before that nobody reports.
pub(super) fn listen(sender: Sender<Message>, gate: Gate) {
    // Reading would report what is wrong here, too.
    let _ = crossterm::event::poll(Duration::ZERO);
    thread::spawn(move || {
        loop {
            let Ok(event) = crossterm::event::read() else {
                let _ = sender.send(Message::Terminate);
                return;
            };
            gate.pass();
            if let Some(message) = message(event)
                && sender.send(message).is_err()
            {
                return;
            }
        }
    });
}

fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        Event::Mouse(event) => mouse(event),
        _ => None,
    }
}

/// Movement without a click is nobody's business.
fn mouse(event: MouseEvent) -> Option<Message> {
    let (column, row) = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Message::Click(column, row)),
        MouseEventKind::ScrollDown => Some(Message::Wheel(column, row, true)),
        MouseEventKind::ScrollUp => Some(Message::Wheel(column, row, false)),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up if event.modifiers.contains(KeyModifiers::SHIFT) => Code::ShiftUp,
        KeyCode::Up => Code::Up,
        KeyCode::Down if event.modifiers.contains(KeyModifiers::SHIFT) => Code::ShiftDown,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: KeyCode, modifiers: KeyModifiers) -> Option<String> {
        key(KeyEvent::new(code, modifiers)).map(|key| key.to_string())
    }

    #[test]
    fn keys_arrive_as_the_keymap_names_them() {
        let none = KeyModifiers::NONE;
        for (code, modifiers, name) in [
            (KeyCode::Char('j'), none, "j"),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('r'), KeyModifiers::CONTROL, "Ctrl-r"),
            (KeyCode::Tab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::Up, KeyModifiers::SHIFT, "Shift-Up"),
            (KeyCode::Char(' '), none, "Space"),
        ] {
            assert_eq!(read(code, modifiers).as_deref(), Some(name));
        }
        assert_eq!(read(KeyCode::CapsLock, none), None);
    }

    #[test]
    fn letting_a_key_go_is_no_key() {
        let mut event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(message(Event::Key(event)), None);
    }
}
