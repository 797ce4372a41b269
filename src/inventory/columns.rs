//! The columns of the printed list: how they are called, how wide they are, and which fields each of them shows.
//!
//! Start at [`COLUMNS`]. The headings are those that ten lists of real communities have; the ordinary import knows them
//! too (`import/columns.rs`). A change of a heading is a change of a file that people have on their disks: old headings
//! stay readable there.

/// A column of the printed list.
#[derive(Debug)]
pub(crate) struct Column {
    /// What stands above it.
    pub(crate) heading: &'static str,
    /// What stands above that, over several columns.
    pub(crate) above: Option<&'static str>,
    /// How wide it is, in Chinese characters.
    pub(crate) width: f64,
    /// The fields that its cells show: a change of a cell is a change of these.
    pub(crate) shows: &'static [&'static str],
    /// A line of a cell is an element of this list.
    pub(crate) list: Option<&'static str>,
    /// Short words stand in the middle.
    pub(crate) centred: bool,
    /// It is printed where no row says anything in it.
    pub(crate) always: bool,
}

const fn column(heading: &'static str, width: f64, shows: &'static [&'static str]) -> Column {
    let (above, list, centred, always) = (None, None, false, true);
    Column { heading, above, width, shows, list, centred, always }
}

impl Column {
    const fn centred(mut self) -> Column {
        self.centred = true;
        self
    }

    const fn list(mut self, of: &'static str) -> Column {
        self.list = Some(of);
        self
    }

    const fn below(mut self, above: &'static str) -> Column {
        self.above = Some(above);
        self
    }

    const fn where_said(mut self) -> Column {
        self.always = false;
        self
    }
}

/// Number of the first column: the running number.
pub(crate) const RUNNING: &str = "序号";
/// The category, merged over its rows.
pub(crate) const CATEGORY: &str = "类别";
/// The column that says which record a row is.
pub(crate) const CODE: &str = "编号";

/// All columns, from the left.
pub(crate) static COLUMNS: &[Column] = &[
    column(RUNNING, 3.0, &[]).centred(),
    column(CATEGORY, 3.5, &[]).centred(),
    column(CODE, 3.6, &["编号"]).centred(),
    column("事项名称", 7.5, &["事项名称"]),
    column("服务对象", 8.0, &["谁来办"]),
    column("受理条件", 12.0, &["受理条件"]).list("受理条件"),
    column("所需材料", 16.0, &["材料"]).list("材料"),
    column("办理流程", 20.0, &["步骤"]).list("步骤"),
    column("法定时限", 4.6, &["办理时限/法定"]).below("办理时限").centred(),
    column("承诺时限", 4.6, &["办理时限/承诺"]).below("办理时限").centred(),
    column("收费", 5.0, &["收费"]).centred(),
    column("办理方式", 7.0, &["渠道"]).list("渠道"),
    column("主管部门", 6.0, &["谁说了算"]),
    column("责任人", 5.0, &["责任人"]).where_said(),
    column("政策依据", 14.0, &["依据"]).list("依据"),
    column("风险点及防控措施", 14.0, &["风险点"]).list("风险点").where_said(),
    column("公开与监督追责", 11.0, &["公开", "监督", "追责", "责任主体", "权力类别"]).where_said(),
];
