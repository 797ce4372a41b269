//! The fixed words of procedures: how far they are, whose they are, by which ways, how they end.

use crate::record::word_enum;

word_enum! {
    /// How far a procedure is.
    Status {
        Draft = "草稿", "draft";
        Review = "审核", "review";
        Published = "已发布", "published";
        Suspended = "暂停", "suspended";
    }
}

word_enum! {
    /// Whose matter it is: the most useful honesty on a board.
    AuthorityRole {
        Decide = "社区办结", "decide";
        Assist = "社区协办", "assist";
        Guide = "社区指引", "guide";
    }
}

word_enum! {
    /// How a sheet looks that is no cause for joy.
    Tone {
        Quiet = "素", "quiet";
    }
}

word_enum! {
    /// A way to get it done.
    ChannelKind {
        Window = "窗口", "window";
        Online = "线上", "online";
        Phone = "电话", "phone";
        Locker = "帮办柜", "locker";
        MobilePoint = "流动服务点", "mobile_point";
        Home = "上门", "home";
        Group = "群内咨询", "group";
        AfterHours = "延时", "after_hours";
        SuggestionBox = "意见箱", "suggestion_box";
        OnSite = "现场", "on_site";
    }
}

word_enum! {
    /// For what a bank of lockers serves a matter that is not open both ways.
    LockerUse {
        Leave = "只存", "leave";
        Fetch = "只取", "fetch";
    }
}

word_enum! {
    /// Where a case that does not go straight through leads.
    Outcome {
        GoOn = "接着办", "go_on";
        Loop = "重来", "loop";
        Redirect = "转办", "redirect";
        Stop = "终止", "stop";
        Escalate = "上报", "escalate";
    }
}

word_enum! {
    /// Whether a requirement is the same everywhere.
    Validity {
        Fixed = "全国统一", "fixed";
        Local = "本地", "local";
    } open Local
}

word_enum! {
    /// How grave a risk of a power is.
    RiskGrade {
        High = "高", "high";
        Middle = "中", "middle";
        Low = "低", "low";
    }
}
