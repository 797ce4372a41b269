//! Any text as box markup: laid out, or refused; never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use std::path::Path;
use std::sync::OnceLock;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::diag::Sources;
use xiaowei::theme::Theme;
use xiaowei::units::SheetSize;

static THEME: OnceLock<Theme> = OnceLock::new();
static WORKSHOP: OnceLock<Workshop<'static>> = OnceLock::new();

fn theme() -> &'static Theme {
    THEME.get_or_init(|| {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let root = Path::new("/nonexistent");
        Theme::load(root, None, &mut sources, &mut report).expect("the built-in theme")
    })
}

thread_local! {
    static TYPESETTER: RefCell<Option<Typesetter>> = const { RefCell::new(None) };
}

fuzz_target!(|text: &str| {
    let theme = theme();
    let workshop = WORKSHOP.get_or_init(|| {
        Workshop::open(theme, &mut Report::default()).expect("the built-in theme")
    });
    let size = SheetSize::parse("60x80cm").expect("a size");
    TYPESETTER.with_borrow_mut(|typesetter| {
        let typesetter = typesetter.get_or_insert_with(|| {
            Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken)
        });
        workshop.try_markup(text, size, typesetter);
    });
});
