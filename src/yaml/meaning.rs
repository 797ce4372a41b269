//! What the parser meant by its own errors, in Chinese: for what no line gives away.
//!
//! Start at [`meaning`].

use granit_parser::ErrorKind;

/// What is wrong, and the edit to make.
pub(super) type Meaning = (&'static str, &'static str);

pub(super) const TOO_MUCH: Meaning =
    ("内容层层套得太深或太多，不像一份事项", "检查是否粘贴了别的内容；列表和栏目最多套四五层");
pub(super) const REFERENCE: Meaning =
    ("「&」「*」在这里有特殊含义", "把这段文字用半角双引号 \" \" 括起来");
pub(super) const TWO_DOCUMENTS: Meaning =
    ("一个文件里有两份内容（中间多了 ---）", "删去多余的 --- 行");
const COLON: Meaning = (
    "这一行读不懂：冒号的位置不对，或上一行没有写完",
    "写成「栏目名: 内容」；内容里如果有半角冒号，就把内容用半角双引号括起来",
);
/// Also a list or a group where the name of a key should stand.
pub(super) const UNEVEN: Meaning = (
    "这一行的缩进（行首空格）与上下文对不齐",
    "同一层的栏目行首空格数要一样，列表每项以「- 」开头",
);
/// Also nothing where the name of a key should stand.
pub(super) const UNREADABLE: Meaning =
    ("这里的写法读不懂", "照样张的样子写：「栏目名: 内容」，每深一层多两个空格");

/// What the parser meant. A kind that is renamed stops the build; a test sees to it that new ones are
/// looked at.
pub(super) fn meaning(kind: &ErrorKind) -> Meaning {
    use ErrorKind as K;
    match kind {
        K::RecursionLimitExceeded
        | K::InputByteLimitExceeded { .. }
        | K::DirectiveByteLimitExceeded { .. }
        | K::TooManyReservedDirectiveParams { .. }
        | K::AnchorCountOverflow => TOO_MUCH,
        K::UnknownAnchor | K::MissingAnchorOrAliasName => REFERENCE,
        K::MultipleDocumentsUnsupported => TWO_DOCUMENTS,
        K::MappingValueNotAllowed
        | K::SimpleKeyExpected
        | K::InvalidSimpleKey
        | K::MissingDirectiveName => COLON,
        K::UnexpectedEof
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnexpectedEofBlockSequence
        | K::UnexpectedEofBlockMapping
        | K::UnexpectedCharacter { .. }
        | K::UnexpectedEndOfPlainScalar
        | K::ExpectedStreamStart
        | K::ExpectedDocumentStart
        | K::ExpectedNodeContent
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::ExpectedTagBang
        | K::ExpectedTagDirectiveBang
        | K::ExpectedWhitespace
        | K::InvalidIndentation
        | K::InvalidDirectiveTerminator
        | K::InvalidDirectiveName
        | K::MissingYamlVersion
        | K::MissingYamlVersionSeparator
        | K::InvalidTagDirectiveTerminator
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabAtBlockScalarStart
        | K::BlockEntryInFlowCollection
        | K::BlockSequenceEntryNotAllowed
        | K::ZeroBlockScalarIndent
        | K::InvalidBlockScalarHeader
        | K::InvalidBlockScalarIndent
        | K::InvalidQuotedScalarIndent
        | K::InvalidFlowScalarIndent
        | K::DocumentIndicatorInQuotedScalar
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape => UNEVEN,
        _ => UNREADABLE,
    }
}

#[cfg(test)]
mod tests {
    /// [`meaning`] was written with this version's kinds of errors at hand. After an update: read
    /// `ErrorKind` again, give new kinds their Chinese, then change the number here.
    #[test]
    fn the_kinds_of_errors_are_the_ones_that_were_read() {
        let lock = include_str!("../../Cargo.lock");
        assert!(lock.contains("name = \"granit-parser\"\nversion = \"2.1.0\""));
    }
}
