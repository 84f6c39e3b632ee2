"""The code tables of what enterprises answer for (domain items 8–11)."""

from safety_desk.ledgers.lists.code_list import CodeList

SUPERVISE_EVENT = """
亡人事故=死亡事故|重大隐患=重大事故隐患|黑名单=严重失信|拒不整改|停产复产=复产 复工复产|行政处罚=处罚|12个月无逾期且标准化升级=标准化升级
"""

LIST_KIND = "风险清单=风险分级管控清单|隐患清单=隐患排查治理清单|四色图=风险分布图 安全风险空间分布图"

REASSESS_KIND = """
定期全面辨识=年度辨识 每年|法规标准变更=法规变化 标准更新|新改扩建=新建 改建 扩建|工艺设备变更=工艺变更 设备变更
组织机构重大变化=机构调整|本单位或同类事故=事故后|停产复产=复产前 复工复产|其他
"""

STD_INDUSTRY = """
工贸通用=工贸行业 工贸企业|小微企业|机械制造|建材|轻工|纺织|造纸|木材加工|食品加工|危险化学品经营=加油站|危险化学品使用|烟花爆竹经营|冶金|有色|商贸|其他
"""

STD_WITHDRAW = """
生产安全死亡事故=死亡事故|重大隐患未按期整改=重大隐患未整改|瞒报事故或隐患=瞒报|列入严重失信=黑名单|弄虚作假|停产一年以上=长期停产
审计不合格|比例淘汰|到期未续|其他
"""

DWM_LEVEL = "日=班组 班组日排查|周=车间 车间周排查|月=厂企 厂企月排查"

LISTS: tuple[CodeList, ...] = (
    CodeList("supervise_event", "监管分类升降级事件", SUPERVISE_EVENT),
    CodeList("list_kind", "清单种类", LIST_KIND),
    CodeList("reassess_kind", "重新辨识的情形", REASSESS_KIND),
    CodeList("std_industry", "标准化评定标准", STD_INDUSTRY),
    CodeList("std_withdraw", "标准化退出原因", STD_WITHDRAW),
    CodeList("dwm_level", "排查层级", DWM_LEVEL),
)
