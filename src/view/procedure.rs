//! What is worked out of a procedure.
//!
//! Start at [`Work::add`], called for every group of fields and last for the procedure itself.

use super::cards::add_choices;
use super::cards::cards;
use super::cards::in_plain_words;
use super::cards::lanes;
use super::cards::letters;
use super::flow::flow;
use super::glance::fitted;
use super::glance::glance;
use super::look::add_inks;
use super::look::drawing;
use super::look::emblem;
use super::membership::bundles_of;
use super::places::first_step;
use super::places::is_at_home;
use super::places::is_ours;
use super::places::office_to_say;
use super::places::place_of;
use super::scope::Scope;
use super::share::main_limit;
use super::share::share;
use crate::diag::Span;
use crate::model::AuthorityRole;
use crate::model::Channel;
use crate::model::LegalBasis;
use crate::model::Material;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::SpeechKind;
use crate::model::Status;
use crate::plan::is_sample;
use crate::quantity::ASK_WINDOW;
use crate::quantity::FeeAmount;
use crate::quantity::TimeLimit;
use crate::record::Shown;
use crate::record::view::GroupAt;
use crate::record::walk::leaves;
use tera::Map;
use tera::Value;

/// A procedure whose view is being made.
pub(super) struct Work<'v> {
    scope: Scope<'v>,
    procedure: &'v Procedure,
    /// Its place among all.
    index: usize,
    /// The last step that is not others' alone, where somebody can tell.
    last: Option<usize>,
}

impl<'v> Work<'v> {
    pub(super) fn of(scope: &Scope<'v>, procedure: &'v Procedure, index: usize) -> Work<'v> {
        let words = &scope.theme.words;
        let last = procedure.steps.iter().rposition(|s| !words.is_office(&s.actor.value));
        Work { scope: *scope, procedure, index, last }
    }

    /// Adds to a group what is worked out of it; `path` as in [`crate::record::view::Viewing::add`].
    pub(super) fn add(&self, path: &[GroupAt], group: &mut Map) {
        let (scope, p) = (&self.scope, self.procedure);
        match path {
            [] => add_whole(scope, (p, self.index), group),
            [("materials", Some(i))] => add_material(scope, &p.materials[*i], group),
            [("steps", Some(i))] => self.add_step(*i, group),
            [("legal_basis", Some(i))] => {
                group.insert("citation".into(), p.legal_basis[*i].citation().into());
            }
            [("channels", Some(i))] => {
                group.insert("leave".into(), p.channels[*i].takes_papers().into());
                group.insert("fetch".into(), p.channels[*i].gives_results().into());
            }
            [("branches", Some(i))] => {
                let end = p.branches[*i].outcome.as_ref().map(|end| in_plain_words(end.value));
                group.insert("ends".into(), end.into());
            }
            [("opening", Some(i))] => add_picture(scope, &p.opening[*i], *i, group),
            [("steps", Some(i)), ("picture", _)] => {
                let before = p.steps[..*i].iter().filter(|s| s.picture.is_some()).count();
                if let Some(picture) = &p.steps[*i].picture {
                    add_picture(scope, picture, p.opening.len() + before, group);
                }
            }
            [("closing", Some(i))] => {
                let before = p.panels().len() - p.closing.len();
                add_picture(scope, &p.closing[*i], before + i, group);
            }
            _ => {}
        }
    }

    /// Of a step: `letters` (of the branches that leave it), `number`, `title` (its short title, where that says something new), `yours` (the
    /// resident does it), `theirs` (an office does it), `last_of_yours` (and others follow), `there` (the office to say beside it).
    fn add_step(&self, index: usize, group: &mut Map) {
        let (scope, steps) = (&self.scope, &self.procedure.steps);
        let step = &steps[index];
        // What follows is others' alone; where that is not sure, nobody is told that they are done.
        let yours = scope.theme.words.is_resident(&step.actor.value);
        let is_last = yours && self.last == Some(index) && index + 1 < steps.len();
        // A short title that only drops the commas says nothing new.
        let title =
            step.short_title.as_ref().filter(|t| bare(&t.value) != bare(&step.action.value));
        group.insert("number".into(), (index + 1).into());
        group.insert("title".into(), title.map(|t| scope.said(&t.value, t.span)).into());
        group.insert("yours".into(), yours.into());
        group.insert("theirs".into(), scope.theme.words.is_office(&step.actor.value).into());
        group.insert("last_of_yours".into(), is_last.into());
        group.insert("there".into(), office_to_say(self.procedure, index, group));
        group.insert("letters".into(), letters(self.procedure, index).into());
    }
}

/// Of the whole: `short`, `sample`, `suspended`, `role_kind` (1, 2, 3: the office finishes it, helps with
/// it, shows the way), `category` (with its inks), `ways` in one line, `go` ([`first_place`]), `glance` (the first
/// screen, [`glance`]), `share` (what is sent to
/// the family, line after line), `more` (rows of the table that no template has a place for yet),
/// `bundles` ([`bundles_of`]), `cards` ([`cards`]), on sheets also those for fewer pictures ([`add_choices`]) `lanes` ([`lanes`]) and `flow` ([`flow`]), `time` ([`add_time`]), `fee_said`, `first_law`, `checked_on`.
fn add_whole(scope: &Scope<'_>, (p, index): (&Procedure, usize), group: &mut Map) {
    let catalog = scope.plan.catalog;
    let category = catalog.find_category(p.category());
    let mut own = Map::with_capacity(8);
    own.insert("number".into(), p.category().into());
    let name = category.map(|c| scope.said(&c.name.value, c.name.span));
    own.insert("name".into(), name.into());
    let quiet = p.tone.is_some();
    let inks = if quiet { &scope.theme.quiet } else { scope.theme.category_inks(p.category()) };
    add_inks(inks, &mut own);
    group.insert("category".into(), own.into());
    // Party matters are signed by the party, and nobody in a waistcoat helps with them.
    let signed = category.and_then(|c| c.signed_by.as_ref());
    let community = &catalog.community;
    let name = signed.unwrap_or(&community.organizer);
    group.insert("signed_by".into(), scope.said(&name.value, name.span));
    group.insert("statement".into(), community.statement(&name.value).into());
    let slogan = community.slogan.as_ref().filter(|_| signed.is_none() && !quiet);
    group.insert("slogan".into(), slogan.map(|s| scope.said(&s.value, s.span)).into());
    group.insert("short".into(), scope.said(&p.short().value, p.short().span));
    group.insert("sample".into(), is_sample(catalog, p).into());
    group.insert("suspended".into(), (p.status.value == Status::Suspended).into());
    group.insert("role_kind".into(), role_kind(p).into());
    group.insert("ways".into(), ways(p).into());
    group.insert("asks_first".into(), p.materials.iter().any(Material::is_local).into());
    let go = first_place(scope, p, group);
    group.insert("go".into(), go);
    let first = p.steps.get(first_step(scope, p));
    group.insert("glance".into(), glance(scope, p, first));
    group.insert("share".into(), share(scope, p, index).into());
    group.insert("more".into(), further_facts(scope, p).into());
    let cards = cards(scope, p, group, &|_| true);
    group.insert("cards".into(), cards.into());
    if scope.at.is_some() {
        add_choices(scope, p, group);
        group.insert("lanes".into(), lanes(scope, p).into());
        group.insert("flow".into(), flow(scope, p));
    }
    group.insert("bundles".into(), bundles_of(scope, p).into());
    add_time(p, group);
    group.insert("fee_said".into(), fee(&p.fee.amount.value).into());
    group.insert("first_law".into(), first_law(&p.legal_basis).into());
    let date = p.review.as_ref().and_then(|r| r.date.as_ref());
    let checked_on = date.map_or_else(|| "未核验".into(), |d| d.value.to_string());
    group.insert("checked_on".into(), checked_on.into());
    // What it refers to may have been left out of a build.
    let known: Vec<Value> = group
        .get(&"related".into())
        .and_then(Value::as_array)
        .map(|list| list.iter().filter(|r| has(r, "name")).cloned().collect())
        .unwrap_or_default();
    group.insert("related".into(), known.into());
}

fn has(value: &Value, name: &'static str) -> bool {
    value.as_map().and_then(|map| map.get(&name.into())).is_some_and(|value| !value.is_none())
}

/// Of a document: `form`, `local` (different from place to place), `asks` (only the window knows which),
/// `art`, `kept_out` (its original lies in no locker).
fn add_material(scope: &Scope<'_>, m: &Material, group: &mut Map) {
    let words = &scope.theme.words;
    group.insert("form".into(), m.form().into());
    group.insert("local".into(), m.is_local().into());
    group.insert("asks".into(), (m.is_local() && !m.has_open_count()).into());
    group.insert("art".into(), drawing(&words.lettered_icon_of(&m.name.value), words).into());
    let kept_out = scope.theme.phrases.keeps_out(&m.name.value);
    group.insert("kept_out".into(), kept_out.into());
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Of a picture: `number` (in the order of the strip, from 0), `alt` (what is to be seen, for a person who
/// cannot), `words` (what is said), `art` (its first things, else what its place brings).
fn add_picture(scope: &Scope<'_>, picture: &Picture, number: usize, group: &mut Map) {
    let words = &scope.theme.words;
    let mut art: Vec<String> =
        picture.all_props().into_iter().take(2).map(|prop| drawing(prop, words)).collect();
    if art.is_empty() {
        art.push(drawing(words.icon_of(&picture.place.value), words));
    }
    group.insert("number".into(), number.into());
    group.insert("alt".into(), picture.in_words().into());
    group.insert("words".into(), spoken(picture).into());
    group.insert("art".into(), art.into());
}

fn spoken(picture: &Picture) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for p in &picture.people {
        words.extend(p.value.speech.as_ref().map(|s| match s.kind {
            SpeechKind::Says => format!("{}：“{}”", p.value.called(), s.text),
            SpeechKind::Thinks => format!("{}想：“{}”", p.value.called(), s.text),
        }));
    }
    words.extend(picture.caption.as_ref().map(|caption| caption.value.clone()));
    words
}

pub(super) fn role_kind(p: &Procedure) -> u8 {
    match p.authority_role.value {
        AuthorityRole::Decide => 1,
        AuthorityRole::Assist => 2,
        AuthorityRole::Guide => 3,
    }
}

fn ways(p: &Procedure) -> String {
    let limited = |c: &Channel| c.limit().map_or(String::new(), |limit| format!("（{limit}）"));
    let kinds: Vec<String> =
        p.channels.iter().map(|c| format!("{}{}", c.kind.value, limited(c))).collect();
    kinds.join("、")
}

/// Every field that sheets and pages show and that is older than no template ([`Shown::Sheet`]), with its
/// `key` and `text`: a row that is added to the table is on the page at once.
fn further_facts(scope: &Scope<'_>, p: &Procedure) -> Vec<Value> {
    let mut facts = Vec::new();
    leaves(p, |leaf| {
        if leaf.field.shown == Shown::Sheet {
            let mut fact = Map::with_capacity(3);
            fact.insert("key".into(), leaf.field.key.into());
            fact.insert("text".into(), leaf.words().into());
            if let Some(at) = scope.at.map(|at| at(leaf.span)) {
                fact.insert("at".into(), at.into());
            }
            facts.push(fact.into());
        }
    });
    facts
}

/// Adds `time`: `text` ([`main_limit`]), `from` (the law's with what is said of it, from when it counts), with `amount`
/// and `unit` where it is a number; `whose` time that is, nothing while it is not known; and `notes`. Nothing unknown is said twice, and nobody promises for another:
/// where the community does not decide, the time is of whoever does.
fn add_time(p: &Procedure, group: &mut Map) {
    let limits = &p.time_limit;
    let statutory = limits.statutory.as_ref().map_or(TimeLimit::Unset, |t| t.value);
    let promised = limits.promised.value;
    let main = main_limit(limits);
    let theirs =
        if role_kind(p) == 1 { "社区答应的时间" } else { "办理单位答应的时间" };
    let mut notes = Vec::new();
    let whose = match (promised.is_known(), statutory.is_known()) {
        (true, true) => {
            notes.push("这是法定时限".into());
            notes.push(format!("{theirs}：{promised}"));
            ""
        }
        (true, false) => theirs,
        (false, true) => {
            notes.push("这是法定时限".into());
            ""
        }
        (false, false) => "",
    };
    if limits.statutory.as_ref().is_some_and(|t| t.value == TimeLimit::Unset) {
        notes.push(TimeLimit::Unset.to_string());
    }
    let (amount, unit) = main.amount().map(|(n, unit)| (n, unit.to_string())).unzip();
    let mut time = Map::with_capacity(6);
    time.insert("text".into(), main.to_string().into());
    let counts = limits.note.as_ref().filter(|_| statutory.is_known());
    let from = counts.map_or_else(|| main.to_string(), |n| fitted(&format!("{main}；{}", n.value)));
    time.insert("from".into(), from.into());
    time.insert("amount".into(), amount.into());
    time.insert("unit".into(), unit.into());
    time.insert("whose".into(), whose.into());
    time.insert("notes".into(), notes.into());
    group.insert("time".into(), time.into());
}

/// The same in one line, for lists.
pub(super) fn time_in_words(p: &Procedure) -> String {
    main_limit(&p.time_limit).to_string()
}

/// Where the reader's own first step happens: `text`, `at`, whether it is `home` (nobody goes anywhere) or
/// `ours` (the community's own place), and the `office` that the step names. An office that is named is
/// where one goes, whatever else is said of the place.
fn first_place(scope: &Scope<'_>, p: &Procedure, group: &Map) -> Value {
    let at = first_step(scope, p);
    let Some(step) = p.steps.get(at) else { return Value::none() };
    let mut map = Map::with_capacity(5);
    let place = place_of(step);
    map.insert("text".into(), place.value.as_str().into());
    map.insert("at".into(), scope.at.map(|at| at(place.span)).into());
    map.insert("home".into(), is_at_home(scope, step).into());
    map.insert("ours".into(), is_ours(scope, step).into());
    let steps = group.get(&"steps".into()).and_then(Value::as_array);
    let seen = steps.and_then(|steps| steps.get(at)).and_then(Value::as_map);
    let office = seen.and_then(|step| step.get(&"office".into())).cloned();
    map.insert("office".into(), office.unwrap_or_else(Value::none));
    map.into()
}

/// What it costs, where nothing says that money is meant.
fn fee(amount: &FeeAmount) -> String {
    match amount {
        FeeAmount::AskWindow => format!("收费：{ASK_WINDOW}"),
        FeeAmount::Free | FeeAmount::Rates(_) => amount.to_string(),
    }
}

/// Where there is no room: the first law, and how many more the page names.
fn first_law(laws: &[LegalBasis]) -> String {
    let first = laws.first().map_or_else(String::new, LegalBasis::citation);
    match laws.len() {
        0 | 1 => first,
        n => format!("{first}等 {n} 部，扫码看全部"),
    }
}

/// A procedure in a list: a few of its fields, named as in the whole record.
pub(super) fn in_short(scope: &Scope<'_>, p: &Procedure) -> Value {
    let mut map = Map::with_capacity(8);
    let mut put = |name: &'static str, text: &str, span: Span| {
        map.insert(name.into(), scope.said(text, span));
    };
    put("code", &p.code.value, p.code.span);
    put("short", &p.short().value, p.short().span);
    put("summary", &p.summary.value, p.summary.span);
    put("authority_role", &p.authority_role.value.to_string(), p.authority_role.span);
    map.insert("role_kind".into(), role_kind(p).into());
    map.insert("art".into(), emblem(p, &scope.theme.words).into());
    let ways: Vec<Value> = p.ways_after_work().map(|kind| kind.to_string().into()).collect();
    map.insert("after_work".into(), ways.into());
    map.into()
}
