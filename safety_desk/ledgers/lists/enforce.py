"""The code tables of enforcement, accidents, campaigns (domain items 18–22)."""

from safety_desk.ledgers.lists.code_list import CodeList

PENALTY_TYPE = """
警告|通报批评|罚款|没收违法所得|没收非法财物|暂扣许可证件=暂扣|降低资质等级=降级|吊销许可证件=吊销|限制开展生产经营活动=限制开展
责令停产停业=停产停业|责令关闭=关闭|限制从业|行政拘留=拘留|其他
"""

ACCIDENT_TYPE_2025 = """
1 物体打击|2 厂（场）内车辆致害=厂内车辆|3 道路（轨道）车辆致害=道路车辆|4 机械致害|5 起重致害|6 触电|7 淹溺|8 灼烫|9 火灾|10 高处坠落|11 跌落
12 坍塌|13 水害|14 容器爆炸|15 管道爆炸|16 可燃气体爆炸|17 可燃液体蒸气爆炸|18 粉尘爆炸|19 民用爆炸物品爆炸|20 烟花爆竹爆炸
21 其他可燃固体爆炸|22 高温熔融物爆炸|23 中毒|24 窒息|25 滑坡|26 泄漏|27 其他
"""

REPORT_CATEGORY = "重大隐患=重大事故隐患|违法行为=安全生产违法行为|瞒报=瞒报谎报事故 谎报"

SCHEME_METHOD = "现场检查|查阅资料|询问|抽样|其他"

SAFETY_CRIME = """
重大责任事故罪|强令组织他人违章冒险作业罪|危险作业罪|重大劳动安全事故罪|危险物品肇事罪|工程重大安全事故罪|教育设施重大安全事故罪
消防责任事故罪|不报、谎报安全事故罪|提供虚假证明文件罪
"""

REPORT_LEVEL = "单位报县|村报镇|镇报县|县报市|市报省"

CAMPAIGN_GROUP = "1|6|N"

LISTS = (
    CodeList("penalty_type", "行政处罚种类", PENALTY_TYPE),
    CodeList("accident_type_2025", "事故类别（2025）", ACCIDENT_TYPE_2025),
    CodeList("report_category", "举报类别", REPORT_CATEGORY),
    CodeList("scheme_method", "检查方案的方式", SCHEME_METHOD),
    CodeList("safety_crime", "涉嫌罪名", SAFETY_CRIME),
    CodeList("report_level", "事故报告级别", REPORT_LEVEL),
    CodeList("campaign_group", "专项整治组别", CAMPAIGN_GROUP),
)
