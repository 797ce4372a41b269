//! Formats of numbers that are seldom: conditions, fractions, powers of ten.
//!
//! Start at [`condition`]; the rest of the format language is [`super::number`]'s.

/// Whether a number is meant.
pub(super) type Test = Box<dyn Fn(f64) -> bool>;

/// `[>=100]` in a section: how it is written, and the test.
pub(super) fn condition(section: &str) -> Option<(&str, Test)> {
    let inside = section
        .split('[')
        .skip(1)
        .filter_map(|part| part.split(']').next())
        .find(|inside| inside.starts_with(['<', '>', '=']))?;
    let number = inside.trim_start_matches(['<', '>', '=']);
    let sign = &inside[..inside.len() - number.len()];
    let limit: f64 = number.trim().parse().ok()?;
    let same = move |value: f64| (value - limit).abs() < 1e-12;
    let test: Test = match sign {
        ">" => Box::new(move |value| value > limit),
        ">=" => Box::new(move |value| value >= limit),
        "<" => Box::new(move |value| value < limit),
        "<=" => Box::new(move |value| value <= limit),
        "=" => Box::new(same),
        "<>" => Box::new(move |value| !same(value)),
        _ => return None,
    };
    Some((inside, test))
}

/// `# ?/?`: the nearest fraction whose lower number has as many digits as there are signs.
pub(super) fn fraction(value: f64, section: &str) -> Option<String> {
    let bare = section.trim();
    let (left, right) = bare.split_once('/')?;
    let is_place =
        |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '?' | '#' | '0'));
    let (whole, upper) = left.trim().rsplit_once(' ').unwrap_or(("", left.trim()));
    if !is_place(upper) || !(whole.is_empty() || is_place(whole.trim())) {
        return None;
    }
    let fixed = right.trim().parse::<u32>().ok().filter(|n| *n > 0);
    if fixed.is_none() && !is_place(right.trim()) {
        return None;
    }
    let most = 10_u32.pow(u32::try_from(right.trim().len()).ok()?.min(3)) - 1;
    let (units, rest) = if whole.is_empty() {
        (0.0, value.abs())
    } else {
        (value.abs().trunc(), value.abs().fract())
    };
    let near = |lower: u32| (rest * f64::from(lower) + 0.5).trunc();
    let lower = fixed.or_else(|| {
        let miss = |n: &u32| (rest - near(*n) / f64::from(*n)).abs();
        (1..=most).min_by(|a, b| miss(a).total_cmp(&miss(b)))
    })?;
    let (upper, units) = if near(lower) >= f64::from(lower) && !whole.is_empty() {
        (0.0, units + 1.0)
    } else {
        (near(lower), units)
    };
    let sign = if value < 0.0 { "-" } else { "" };
    Some(match (units > 0.0, upper > 0.0) {
        (true, true) => format!("{sign}{units:.0} {upper:.0}/{lower}"),
        (false, true) => format!("{sign}{upper:.0}/{lower}"),
        _ => format!("{sign}{units:.0}"),
    })
}

/// `0.00E+00`.
pub(super) fn power_of_ten(value: f64, section: &str) -> Option<String> {
    let (digits, power) = section.trim().split_once("E+")?;
    let is_place = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '0' | '#'));
    let places = match digits.split_once('.') {
        Some((one, more)) if is_place(one) && is_place(more) => more.len(),
        None if is_place(digits) => 0,
        _ => return None,
    };
    if !is_place(power) {
        return None;
    }
    let written = format!("{value:.places$e}", places = places.min(12));
    let (digits, exponent) = written.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let sign = if exponent < 0 { '-' } else { '+' };
    Some(format!("{digits}E{sign}{:0width$}", exponent.abs(), width = power.len()))
}
