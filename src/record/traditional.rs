//! Traditional characters, as an input method or a web page from elsewhere brings them: 狀態, 社區協辦.
//!
//! Start at [`simplified`]. Only for advice about keys and words of lists, and for what somebody types into the search
//! box ([`pairs`]), so the table holds everyday characters of such words; texts are nobody's to change.

/// A character that is not written here, and the one that is.
const PAIRS: &str = "\
    戶户見见訁讠糹纟貝贝車车釒钅長长門门韋韦頁页風风飛飞飠饣馬马魚鱼鳥鸟鹵卤麥麦黃黄\
    黽黾齊齐齒齿龍龙龜龟壯壮來来國国兩两爾尔異异盧卢歷历蓮莲煉炼賂赂禮礼裏里論论雖虽\
    驪骊數数讀读狀状態态區区協协辦办發发佈布審审簡简稱称類类別别編编號号條条據据驟骤\
    權权誰谁說说時时間间結结場场開开負负責责歸归錯错誤误順顺費费項项話话資资圖图畫画\
    聯联係系電电網网備备監监糾纠會会業业務务單单當当無无證证還还複复選选構构導导隊队\
    動动點点線线請请為为與与從从實实驗验際际遺遗記记錄录錢钱傳传樣样應应對对問问題题\
    稅税專专園园學学師师醫医藥药護护婦妇兒儿嬰婴親亲愛爱關关聽听視视顯显鏡镜頭头側侧\
    邊边後后臺台櫃柜廳厅樓楼層层處处鄉乡鎮镇縣县衛卫環环評评議议訴诉調调諮咨詢询領领\
    繳缴納纳補补貼贴遞递換换標标誌志準准許许執执獎奖勵励滿满歲岁証证黨党轉转機机員员\
    組组織织軍军認认書书錶表報报幫帮難难徵征綫线賬账帳账髮发優优榮荣裡里寶宝現现銀银\
    養养齡龄屬属獨独紛纷經经險险參参噹当寫写欄栏財财迴回雙双內内殘残沒没況况產产給给\
    統统職职臨临課课諾诺質质靈灵麼么創创嚮向崗岗憑凭檢检臉脸蓋盖託托讓让過过館馆個个\
    匯汇彙汇喫吃圍围復复掛挂擡抬暫暂曆历東东極极畢毕療疗確确積积範范簽签籤签紀纪約约\
    級级紹绍續续習习聲声薦荐裝装製制規规訓训註注該该賃赁週周鄰邻隨随隻只願愿體体麵面\
    丟丢並并亂乱佔占併并們们傷伤僱雇價价償偿儲储冊册剛刚劃划勞劳勸劝撫抚啞哑喪丧嗎吗\
    塊块墻墙牆墙壓压壞坏壽寿夠够媽妈孫孙寬宽寵宠屆届帶带幹干幾几廁厕廠厂廣广張张強强\
    懷怀戰战拋抛掃扫採采損损摺折撥拨擁拥擋挡擺摆擾扰攝摄攤摊斷断於于樁桩樹树檔档殯殡\
    氣气汙污決决測测濕湿滲渗潔洁濟济災灾煙烟熱热燈灯燒烧營营爲为癱瘫瘓痪眾众碼码禍祸\
    種种窮穷築筑紅红紋纹紙纸綠绿維维緊紧緣缘總总繼继罰罚罵骂義义聾聋腳脚臟脏髒脏臥卧\
    舉举舊旧藝艺術术計计討讨訪访診诊詐诈試试談谈講讲識识貓猫貧贫買买貸贷賠赔賣卖購购\
    贍赡較较輪轮辭辞農农這这進进達达違违遷迁銷销鍋锅鐘钟鎖锁鏈链閉闭閘闸雜杂雞鸡離离\
    響响頂顶須须預预額额顧顾飯饭餓饿騎骑騙骗鬧闹嬸婶爺爷歡欢陽阳階阶陳陈陸陆籃篮戲戏\
    綜综緩缓縮缩績绩絕绝絡络細细終终練练罷罢聞闻聰聪脫脱腦脑腸肠膚肤艙舱節节蘇苏蘭兰\
    蟲虫觀观覺觉訂订訊讯詞词詳详誠诚誼谊諒谅謀谋謝谢譯译變变豐丰貨货貫贯貴贵賀贺賓宾\
    賞赏賺赚贊赞贏赢趕赶跡迹踐践軌轨軟软載载輔辅輕轻輛辆輩辈輸输轄辖運运遠远適适遲迟\
    遙遥鄭郑釋释針针鈔钞鉛铅銅铜鋪铺鋼钢錦锦鍵键鐵铁閃闪閑闲閱阅闊阔陰阴隱隐雲云靜静\
    頓顿頸颈頻频顆颗顏颜飄飘飲饮飽饱餅饼駐驻駕驾騰腾驅驱驚惊髖髋鬆松鬥斗鮮鲜麗丽齋斋\
    嘆叹團团夢梦奪夺寧宁尋寻將将屍尸嶺岭帥帅幣币幟帜彎弯徑径恥耻惡恶慶庆憂忧憐怜懸悬\
    戀恋擊击擔担擴扩攔拦敗败敵敌晝昼暈晕曉晓楊杨橋桥櫻樱歐欧歎叹殺杀毀毁溫温湯汤溝沟\
    滅灭漲涨潤润澆浇濃浓灣湾烏乌煩烦燙烫燦灿爐炉牽牵犧牺獲获獵猎瑪玛痺痹癢痒皺皱盜盗\
    盤盘礙碍礦矿穀谷穩稳競竞筆笔糧粮純纯紗纱綁绑緒绪緝缉縱纵繩绳繪绘罈坛羅罗聖圣肅肃\
    脈脉勝胜勢势滙汇嚇吓嚴严";

/// Every pair of the table.
pub(crate) fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.chars().zip(PAIRS.chars().skip(1)).step_by(2)
}

/// The character that is written here; `None` for one that is.
pub(crate) fn written_here(c: char) -> Option<char> {
    pairs().find(|(one, _)| *one == c).map(|(_, other)| other)
}

/// The text as it is written here; `None` where it is that already.
pub(crate) fn simplified(text: &str) -> Option<String> {
    let here: String = text.chars().map(|c| written_here(c).unwrap_or(c)).collect();
    (here != text).then_some(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_written_here() {
        assert_eq!(simplified("狀態").as_deref(), Some("状态"));
        assert_eq!(simplified("社區協辦").as_deref(), Some("社区协办"));
        assert_eq!(simplified("状态"), None);
        assert_eq!(PAIRS.chars().count() % 2, 0);
        assert!(PAIRS.chars().skip(1).step_by(2).all(|here| written_here(here).is_none()));
    }
}
