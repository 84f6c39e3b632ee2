"""The code tables of services, sanctions, grids, rescue, training (domain items 2, 12, 13, 23–27)."""

from safety_desk.ledgers.lists.code_list import CodeList

SERVICE_KIND = """
评价=安全评价 评价机构|检测检验=检测 检验 检测检验机构|评审=标准化评审|咨询=技术咨询|培训=安全培训|托管=安全托管 管家服务
"""

CONTRACT_KIND = """
全托管=全面托管 安全生产全托管|部分托管=半托管|专项=专项服务|评价=安全评价|检测=检测检验
"""

VIOLATION = """
租借资质=出租出借资质|挂靠|弄虚作假=造假|虚假报告=出具虚假报告 失实报告|垄断经营=垄断|其他=其它
"""

VIOLATION_HANDLE = "移送=移送县级部门|处罚=行政处罚|通报=通报批评"

EVALUATION_KIND = """
安全预评价=预评价|安全验收评价=验收评价|安全现状评价=现状评价|设计诊断|隐患评估|检测检验=检测 检验|标准化评审=评审|其他=其它
"""

BLACKLIST_REASON = """
1 重特大事故负有责任=特别重大、重大事故负有责任|2 12个月内累计2起以上较大事故|3 事故情节特别严重被加倍罚款|4 瞒报、谎报事故=瞒报 谎报
5 事故后不组织抢救或逃匿=不立即组织抢救 擅离职守 逃匿|6 未经许可从事高危生产经营=无证从事高危生产经营
7 机构租借资质、挂靠、出具虚假报告=中介机构造假|8 拒不执行处罚决定或行政强制=拒不执行|9 其他性质恶劣、情节严重=其他
"""

RESTRICTION = """
投融资|保险税收=保险 税收|政府采购|招标投标=招投标|土地出让|加大执法检查频次=加大检查频次|暂停项目审批|上调保险费率=上调费率|行业或职业禁入=行业禁入 职业禁入
"""

NOTICE_KIND = "发生事故=事故|行政处罚=处罚|重大隐患=重大事故隐患|严重失信主体=黑名单 失信|其他=其它"

PATROL_OBJECT = "企业|出租房|小场所=九小场所|公共设施=公共区域"

ACTIVITY_TYPE = """
研讨会|辅导讲座=讲座|干部轮训=轮训|专家讲解|基层宣讲=宣讲|媒体专栏=专栏|访谈|警示教育|咨询日=安全生产咨询日|知识竞赛=竞赛
安全生产月=安全月|职业病防治法宣传周=职防周|安康杯=“安康杯”竞赛|青年安全生产示范岗=青安岗|安全文化示范|七进=五进|公益广告|横幅标语=标语
短信微信=微信 短信|其他=其它
"""

SEVEN_IN = "企业=进企业|学校=进学校 校园|机关=进机关|社区=进社区|农村=进农村 乡村|家庭=进家庭|公共场所=进公共场所"

LECTURER_TYPE = "机关干部=干部|专家学者=专家|企业人员=企业负责人"

AUDIENCE = """
党政干部=领导干部|村（社区）干部=村干部|企业负责人|安全管理人员=安全员|一线职工=职工 员工|农民工|学生=师生|村民=群众|居民|老年人|其他=其它
"""

MEDIA = "镇公众号=微信公众号|村务微信群=微信群|县融媒体=县电视台 融媒体中心|应急广播=大喇叭 广播|宣传栏=公示栏|报纸|网站=政府网站|短视频|其他=其它"

CULTURE_KIND = """
安全文化建设示范企业=示范企业|安全社区=综合减灾示范社区|青年安全生产示范岗=青安岗|安康杯优胜=“安康杯”优胜单位
"""

EVENT_KIND = "宣传|演练|值班|检查|报送=报表"

REVISE_REASON = """
法律依据变化=上位预案或法规变化|指挥机构及职责调整=机构职责调整|面临风险变化=风险变化|重要应急资源变化=应急资源变化|演练或救援中发现问题=演练发现问题|其他=其它
"""

DRILL_KIND = "桌面推演=桌面演练|实战演练=实战|综合=综合演练|专项=专项演练|现场处置=现场处置方案演练|双盲=双盲演练"

RESCUE_TEAM_KIND = "综合消防=消防队 综合性消防救援队|专职=专职队|企业=企业队|社会=社会救援力量|志愿=志愿队 义务消防队|区域共享=联防"

TRAINING_KIND = """
党政干部=党政领导干部 领导干部|监管人员=安监人员|主要负责人=企业主要负责人|安管人员=安全管理人员|特种作业=特种作业人员|全员=从业人员全员 全员培训
新员工三级教育=新员工 三级教育 三级安全教育|转岗复工=转岗 复岗|农民工|劳务队|实习生|外来人员=承包商|事故警示=警示教育|复工复产=节后复工|其他=其它
"""

TRAINING_METHOD = "集中=集中授课 面授|线上=网络 在线|现场=现场实操"

TRAINING_TIER = "公司=厂级 公司级|车间=车间级|班组=班组级|项目=项目级"

LISTS = (
    CodeList("service_kind", "服务机构类别", SERVICE_KIND),
    CodeList("contract_kind", "服务合同类别", CONTRACT_KIND),
    CodeList("violation", "中介违法行为", VIOLATION),
    CodeList("violation_handle", "中介违法处理", VIOLATION_HANDLE),
    CodeList("evaluation_kind", "评价报告类型", EVALUATION_KIND),
    CodeList("blacklist_reason", "失信列入情形", BLACKLIST_REASON),
    CodeList("restriction", "失信限制措施", RESTRICTION),
    CodeList("notice_kind", "上网公示类别", NOTICE_KIND),
    CodeList("patrol_object", "巡查对象", PATROL_OBJECT),
    CodeList("activity_type", "宣传活动类型", ACTIVITY_TYPE),
    CodeList("seven_in", "七进", SEVEN_IN),
    CodeList("lecturer_type", "主讲人类别", LECTURER_TYPE),
    CodeList("audience", "宣传对象", AUDIENCE),
    CodeList("media", "媒体渠道", MEDIA),
    CodeList("culture_kind", "示范创建类型", CULTURE_KIND),
    CodeList("event_kind", "节点类别", EVENT_KIND),
    CodeList("revise_reason", "预案修订情形", REVISE_REASON),
    CodeList("drill_kind", "演练类型", DRILL_KIND),
    CodeList("rescue_team_kind", "应急队伍类别", RESCUE_TEAM_KIND),
    CodeList("training_kind", "培训类型", TRAINING_KIND),
    CodeList("training_method", "培训方式", TRAINING_METHOD),
    CodeList("training_tier", "三级教育层级", TRAINING_TIER),
)
