"""The office itself: what it is called, and what the law lets it do (授权模式, domain §0.5)."""

from safety_desk.fields import Codes, f
from safety_desk.kinds import Phone
from safety_desk.options import Options


class EnforcementMode(Codes):
    """Under whose name, and how far, a township may act (行政处罚法 art. 20, 24; 安全生产法 art. 9, 65)."""

    NONE = "none", "无授权（检查、协助、上报）", "无授权 none"
    ENTRUSTED = "entrusted", "委托执法（以县应急管理局名义）", "委托执法 委托"
    EMPOWERED = "empowered", "赋权执法（以镇政府名义）", "赋权执法 赋权"


class OfficeRules(Options, key="office", title="本单位"):
    """Names, signs and powers that stand on every paper."""

    town: str = f("乡镇名称", default="茂林镇", section="名称")
    county: str = f("所属县（市、区）", default="泾县")
    office: str = f("办公室名称", default="茂林镇安全生产委员会办公室", help="落款和填报单位用")
    short: str = f("乡镇代字", default="茂", help="文号里的代字，如（茂）安监现记")
    county_short: str = f("县代字", default="泾", help="委托执法时文号里的代字")
    area_code: str = f("乡镇行政区划代码", default="341823101", help="9 位；村代码在它后面加 3 位")
    phone: Phone | None = f("联系电话")
    mode: EnforcementMode = f(
        "授权模式",
        default=EnforcementMode.NONE,
        section="执法身份",
        help="乡镇没有法定的安全生产处罚权（安全生产法第九条、第六十五条）；有县级委托书或省级赋权决定才改这里",
    )
    county_agency: str = f("县级部门", default="泾县应急管理局", help="移送、上报和委托执法落款用")
    county_government: str = f("复议机关", default="泾县人民政府", help="执法文书告知复议时用")
    second_review: str | None = f("另一个复议机关", help="式样写“向……人民政府或者……申请行政复议”的，在这里填后一个；空着只写上面一个")
    court: str = f("人民法院", default="泾县人民法院", help="执法文书告知诉讼时用")
    map_note: str = f("地图说明", default="示意图 仅供内部工作使用", section="地图", help="公开使用的地图须有审图号")


class PaperRules(Options, key="papers", title="文书"):
    """Words on papers for which no form of this province was found: the office sets them as its county asks."""

    head: str = f("题头（无授权）", default="安全生产监督检查文书", section="各种文书")
    formal_head: str = f("题头（委托、赋权执法）", default="安全生产行政执法文书", help="也有用“应急管理行政执法文书”的，按县里的式样改")
    role: str = f("检查人员称谓（无授权）", default="安全生产检查人员")
    certificate: str = f("证件名称（无授权）", default="工作证号", help="没有执法权的乡镇，检查人员出示的是工作证或检查员证")
    record_word: str = f("代字（无授权）", default="安监现记〔督〕", section="现场检查记录")
    formal_record_word: str = f("代字（委托、赋权执法）", default="应急检记")
    disclaimer: str = f(
        "提示语",
        default="本现场检查记录，仅限针对本次检查过程中已发现的问题，不代表你单位不存在其他问题和隐患。你单位应当落实安全生产主体责任，举一反三，组织自查自纠。",
        lines=3,
    )
    measure_basis: str = f("处理决定的依据", default="《中华人民共和国安全生产法》第六十五条", section="限期整改、处理决定、复查", help="现场处理措施决定书里没有另写依据的用它")
    copies_note: str | None = f("份数说明", default="本文书一式{份数}份：一份由{机关}备案，一份交被检查单位。", help="{份数}、{机关} 由程序填；空着不印")
    mend_closing: str = f(
        "整改通知书的结语",
        default="整改期间应当采取有效措施，确保安全。整改完成后，请将整改情况书面报我办，我办将组织复查。逾期不整改或者整改达不到要求的，将依法上报{县级部门}处理；由此造成事故的，依法追究有关人员的责任。",
        lines=3,
        section="通知和函",
        help="{县级部门} 由程序填",
    )
    transfer_closing: str = f("移送函的结语", default="现依法移送你单位处理，请将处理结果函告我镇。", lines=2)
    inform_closing: str = f("抄告函的结语", default="现将有关情况抄告你单位，请按照职责督促整改，并将处理情况反馈我镇。", lines=2)


def document_number(rules: OfficeRules, word: str, formal_word: str, year: int, number: int | None) -> str:
    """文号 by the office's powers (domain §0.5, §6.0), the number with three digits; blank where there is none.

    The year stands in brackets, unless the words end with some of their own: 安监现记〔督〕2026001号.
    """
    said = "　　" if number is None else f"{number:03d}"
    when = str(year) if word.endswith("〕") else f"〔{year}〕"
    return {
        EnforcementMode.NONE: f"（{rules.short}）{word}{when}{said}号",
        EnforcementMode.ENTRUSTED: f"（{rules.county_short}）{formal_word}〔{year}〕{rules.short}{said}号",
        EnforcementMode.EMPOWERED: f"（{rules.short}）{formal_word}〔{year}〕{said}号",
    }[rules.mode]


def signed_by(rules: OfficeRules) -> str:
    """Whose name and seal stand under a paper."""
    return {
        EnforcementMode.NONE: rules.office,
        EnforcementMode.ENTRUSTED: rules.county_agency,
        EnforcementMode.EMPOWERED: f"{rules.town}人民政府",
    }[rules.mode]
