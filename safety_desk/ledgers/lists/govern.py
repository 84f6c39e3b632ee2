"""The code tables of what the town answers for (domain items 1–5, 14–17, 保障)."""

from safety_desk.ledgers.lists.code_list import CodeList

DOC_TYPE = "法律|法规|规章|标准|意见=实施意见|方案=实施方案 工作方案|通知|通报|会议纪要=纪要|其他"

REFORM_CATEGORY = "主体责任落实|双重预防=双重预防机制|高危准入=准入|监管能力=监管能力建设|其他"

STD_RULE_KIND = "风险分级通则=通则|实施细则=细则|判定标准|检查表|操作规程=规程|其他"

RISK_METHOD_NAME = "LEC=作业条件危险性评价法|LS=风险矩阵法|MES|4x4=4×4矩阵|百分制=安全诊断百分制"

CRITERIA_STD = """
GM23 工贸企业重大事故隐患判定标准=工贸|HG17 化工和危险化学品判定标准=危化 危险化学品|YH17 烟花爆竹判定标准=烟花爆竹
XF17 重大火灾隐患直接判定=消防|房屋市政=房屋市政工程判定标准|城镇燃气=城镇燃气判定标准|非煤矿山=金属非金属矿山判定标准
民爆=民用爆炸物品判定标准|电力=电力判定标准|特种设备=特种设备判定准则|水利|道路运输|农机|自建房|其他
"""

MEETING_KIND = "党委会=党委会议|政府办公会=政府办公会议 镇长办公会|安委会全体=安委会全体会议 安委会|安委办例会=安委办会议|联席会=部门联席会议 联席会议 党政联席会|专题会=专题会议|季度评析会=评析会"

INTERVIEW_REASON = "事故=发生事故|重大隐患|整改不力=整改不到位|考核靠后|工作滞后|举报=群众举报|其他"

VETO_REASON = """
较大事故=较大及以上责任事故 较大事故负责任 重大事故|瞒报=瞒报谎报 瞒报谎报事故|挂牌未整改=重大隐患挂牌未整改造成后果|其他
"""

VETO_EFFECT = "取消评先评优|年度考核不合格|其他"

AWARD_KIND = "先进单位=先进集体|先进个人=先进工作者|示范企业=样板企业|安康杯|青年安全生产示范岗=示范岗|其他"

LISTS = (
    CodeList("doc_type", "文件种类", DOC_TYPE),
    CodeList("reform_category", "改革类别", REFORM_CATEGORY),
    CodeList("std_rule_kind", "标准规范类别", STD_RULE_KIND),
    CodeList("risk_method_name", "风险评估方法", RISK_METHOD_NAME),
    CodeList("criteria_std", "重大隐患判定标准", CRITERIA_STD),
    CodeList("meeting_kind", "会议类型", MEETING_KIND),
    CodeList("interview_reason", "约谈情形", INTERVIEW_REASON),
    CodeList("veto_reason", "一票否决情形", VETO_REASON),
    CodeList("veto_effect", "一票否决后果", VETO_EFFECT),
    CodeList("award_kind", "表彰类别", AWARD_KIND),
)
