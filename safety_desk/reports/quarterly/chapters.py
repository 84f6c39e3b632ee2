"""What a quarter's review tells, chapter by chapter (domain 保障二, R21), as data."""

from safety_desk.reports.quarterly.lists import (
    ACCIDENT_LIST,
    BY_FIELD,
    BY_VILLAGE,
    CASE_LIST,
    MAJOR_ONES,
    OVERDUE_ONES,
    VILLAGE_RISK,
)
from safety_desk.reports.quarterly.specs import (
    ChapterSpec,
    Colours,
    Dots,
    Figures,
    FourColourMap,
    Listed,
    Paragraph,
    Text,
    Trend,
)
from safety_desk.reports.quarterly.words import Clause, Lack, Most, Spread

CHAPTERS: tuple[ChapterSpec, ...] = (
    ChapterSpec(
        "总体情况",
        (Text("overall", (
            Paragraph("本季", (Clause("检查企业", "visits", "家次"), Clause("企业覆盖率", "cover_rate"))),
            Paragraph("本季", (Clause("发现隐患", "found", "项"), Clause("隐患整改率", "mend_rate"),
                Clause("销号隐患", "closed", "项", alone=True, shy=True))),
            Paragraph("期末", (Clause("未整改隐患", "left", "项"),
                Clause("其中逾期", "overdue", "项", alone=True, within=True, none="没有逾期的"))),
            Paragraph("本季", (
                Clause("发生事故", "accidents", "起"), Clause("死亡", "deaths", "人", none="没有人员死亡", within=True),
                Clause("重伤", "serious_injuries", "人", within=True, shy=True),
            )),
        )),),
        (Figures("主要指标", (
            ("在册企业（家）", "enterprises"), ("检查家次（家次）", "visits"), ("企业覆盖率", "cover_rate"), ("发现隐患（项）", "found"),
            ("其中重大隐患（项）", "found_major"),
            ("隐患整改率", "mend_rate"), ("按期整改率", "in_time_rate"), ("期末未整改隐患（项）", "left"), ("行政处罚（起）", "penalties"),
            ("举报（起）", "reports"),
            ("培训（人次）", "trained"), ("应急演练（次）", "drills"), ("网格巡查（次）", "rounds"), ("约谈（次）", "interviews"),
            ("事故（起）", "accidents"), ("死亡（人）", "deaths"),
        ), "检查、隐患、处罚、培训、演练、巡查、事故，本季、上季和去年同期都没有登记。"),),
    ),
    ChapterSpec(
        "风险与四色",
        (Text("risk", (
            Paragraph("目前", (
                Clause("在册企业", "enterprises", "家"), Clause("其中红色", "firms_red", "家", within=True, none="没有红色企业"),
                Clause("橙色", "firms_orange", "家", within=True, shy=True),
                Clause("黄色", "firms_yellow", "家", within=True, shy=True), Clause("蓝色", "firms_blue", "家", within=True, shy=True),
                Clause("未定级", "firms_ungraded", "家", within=True, shy=True),
            )),
            Paragraph("目前", (
                Clause("在用风险点", "points", "处", none="没有登记风险点"),
                Clause("其中红色", "points_red", "处", within=True, none="没有红色风险点"),
                Clause("橙色", "points_orange", "处", within=True, shy=True),
            )),
            Most("红色企业最多的村（社区）", "village_risk", "红", "家"),
            Most("橙色企业最多的村（社区）", "village_risk", "橙", "家"),
        )),),
        (
            Colours("企业和风险点的四色分布", (("企业（家）", "firms"), ("风险点（处）", "points"))),
            Listed(VILLAGE_RISK, "各村（社区）没有红、橙、黄色企业。", 10, ("红", "橙", "黄")),
            FourColourMap("安全风险四色分布图"),
        ),
    ),
    ChapterSpec(
        "隐患治理",
        (Text("dangers", (
            Paragraph("本季", (
                Clause("发现隐患", "found", "项"), Clause("其中重大隐患", "found_major", "项", within=True, none="没有发现重大隐患"),
                Clause("本季发现的已整改", "mended", "项", within=True, alone=True, none="本季发现的都没有整改"),
            )),
            Paragraph("", (Clause("隐患整改率", "mend_rate"), Clause("重大隐患整改率", "mend_major_rate"), Clause("按期整改率", "in_time_rate"),
                Clause("一般隐患不过夜率", "same_day_rate"))),
            Paragraph("期末", (
                Clause("未整改隐患", "left", "项"), Clause("其中重大隐患", "major_left", "项", within=True, none="没有未整改的重大隐患"),
                Clause("逾期未整改", "overdue", "项", within=True, none="没有逾期未整改的"),
                Clause("逾期未整改的重大隐患", "overdue_major", "项", within=True, shy=True),
            )),
        )), Text("ranking", (
            Most("发现隐患最多的村（社区）", "by_village", "发现", "项"),
            Most("发现隐患最多的行业领域", "by_field", "发现", "项"),
            Most("期末存量最多的村（社区）", "by_village", "期末存量", "项"),
            Spread("逾期未整改隐患按村（社区）分", "overdue", "所在村", "项"),
        ))),
        (
            Trend("隐患发现、销号和整改率", (("发现", "found"), ("销号", "closed")), ("整改率", "mend_rate")),
            Listed(BY_FIELD, "本季没有发现隐患，期末也没有存量。"),
            Listed(BY_VILLAGE, "各村（社区）本季没有发现隐患，期末也没有存量。"),
            Listed(MAJOR_ONES, "期末没有未整改的重大隐患，本季也没有发现。"),
            Listed(OVERDUE_ONES, "期末没有逾期未整改的隐患。"),
        ),
    ),
    ChapterSpec(
        "检查执法",
        (Text("enforcement", (
            Paragraph("本季", (Clause("检查企业", "visits", "家次"), Clause("领导带队", "leader_visits", "次", within=True),
                Clause("红橙企业覆盖率", "key_cover_rate", within=True), Clause("计划家次完成率", "plan_rate", within=True))),
            Paragraph("本季", (
                Clause("作出行政处罚", "penalties", "起"), Clause("罚款", "penalty_money", within=True, shy=True),
                Clause("查封扣押", "seized", "起", shy=True, alone=True),
                Clause("责令停产停业", "stopped", "家", shy=True, alone=True), Clause("责令关闭", "penalties_shut", "家", shy=True, alone=True),
            )),
            Paragraph("本季", (Clause("收到举报", "reports", "起"),
                Clause("查实", "reports_verified", "起", within=True, alone=True, none="没有查实的"))),
        )),),
        (
            Figures("检查执法指标", (
                ("检查家次（家次）", "visits"), ("企业覆盖率", "cover_rate"), ("红橙企业覆盖率", "key_cover_rate"),
                ("计划家次完成率", "plan_rate"), ("执法链闭环率", "closed_rate"),
                ("行政处罚（起）", "penalties"), ("罚款（元）", "penalty_money"), ("举报（起）", "reports"),
                ("专项检查（家次）", "campaign_visits"),
            ), "本季、上季和去年同期都没有登记检查和执法。"),
            Trend("检查家次和行政处罚", (("检查（家次）", "visits"), ("处罚（起）", "penalties"))),
        ),
    ),
    ChapterSpec(
        "主体责任",
        (Text("duties", (
            Paragraph("期末", (Clause("标准化达标率", "std_rate"), Clause("三项岗位持证率", "certificate_rate"),
                Clause("安责险覆盖率", "insured_rate"))),
            Paragraph("本季", (Clause("自查上报率", "dwm_rate"), Clause("企业自查发现隐患", "dwm_found", "条", shy=True))),
            Paragraph("期末", (Clause("预案备案率", "filed_rate"), Clause("按期演练率", "drill_rate"))),
            Paragraph("本季", (Clause("开展应急演练", "drills", "次"), Clause("举办培训", "trainings", "期"),
                Clause("培训", "trained", "人次", shy=True))),
        )),),
        (
            Dots("主体责任各项比率", (
                ("标准化达标率", "std_rate"), ("自查上报率", "dwm_rate"), ("日排查率", "dwm_day_rate"), ("周排查率", "dwm_week_rate"),
                ("月排查率", "dwm_month_rate"),
                ("三项岗位持证率", "certificate_rate"), ("安管人员持证率", "manager_rate"), ("预案备案率", "filed_rate"),
                ("按期演练率", "drill_rate"),
                ("培训覆盖率", "train_rate"), ("安责险覆盖率", "insured_rate"),
            )),
            Figures("主体责任指标", (
                ("标准化达标率", "std_rate"), ("新达标（家）", "std_new"), ("到期（家）", "std_expired"), ("自查上报率", "dwm_rate"),
                ("日排查率", "dwm_day_rate"), ("周排查率", "dwm_week_rate"),
                ("月排查率", "dwm_month_rate"), ("主要负责人持证率", "principal_rate"), ("安管人员持证率", "manager_rate"),
                ("特种作业持证率", "special_rate"), ("预案备案率", "filed_rate"),
                ("应急演练（次）", "drills"), ("参演（人次）", "drill_people"), ("培训覆盖率", "train_rate"), ("培训（人次）", "trained"),
                ("安责险覆盖率", "insured_rate"),
            ), "本季、上季和去年同期都没有登记标准化、自查、持证、预案、培训和保险。"),
        ),
    ),
    ChapterSpec(
        "事故",
        (Text("accidents", (
            Paragraph("本季", (
                Clause("发生事故", "accidents", "起"), Clause("死亡", "deaths", "人", within=True, none="没有人员死亡"),
                Clause("重伤", "serious_injuries", "人", within=True, shy=True),
                Clause("直接经济损失", "accident_loss", within=True, shy=True),
                Clause("较大事故", "accidents_larger", "起", within=True, shy=True),
                Clause("重大事故", "accidents_major", "起", within=True, shy=True),
            )),
            Paragraph("本季", (Clause("登记未遂和险情", "near_misses", "起"),)),
        )),),
        (Listed(ACCIDENT_LIST),),
    ),
    ChapterSpec(
        "督查问责",
        (Text("supervision", (
            Paragraph("本季", (Clause("开展督查", "inspect_patrols", "次"),
                Clause("其中不到位", "inspect_failed", "次", within=True, alone=True, shy=True))),
            Paragraph("本季", (Clause("新挂牌督办", "cases_listed", "件"), Clause("摘牌", "cases_delisted", "件", alone=True, shy=True),
                Clause("期末未摘牌", "cases_left", "件", alone=True, none="期末没有未摘牌的"))),
            Paragraph("本季", (
                Clause("约谈", "interviews", "次"), Clause("通报批评、曝光", "criticised", "次", alone=True, shy=True),
                Clause("媒体曝光", "exposures", "次", alone=True, shy=True),
                Clause("提出问责建议", "blamed", "件", none="没有提出问责建议", alone=True),
                Clause("一票否决", "vetoed", "件", alone=True, shy=True),
            )),
        )),),
        (Listed(CASE_LIST, "期末没有未摘牌的挂牌督办。"),),
    ),
)  # fmt: skip

LACKS: tuple[Lack, ...] = (
    Lack(
        "overdue_major",
        "逾期未整改的重大隐患 {n} 项",
        "对逾期未整改的 {n} 项重大隐患，逐项落实责任、措施、资金、时限、预案",
    ),
    Lack("overdue", "逾期未整改隐患 {n} 项", "督促 {n} 项逾期未整改隐患整改到位，逐项复查销号"),
    Lack("major_left", "期末未整改的重大隐患 {n} 项", "跟踪 {n} 项未整改的重大隐患，整改验收后销号"),
    Lack("cases_to_list", "逾期未整改、没有挂牌督办的重大隐患 {n} 项", "对 {n} 项重大隐患提请挂牌督办"),
    Lack("cases_left", "期末未摘牌的挂牌督办 {n} 件", "跟踪 {n} 件挂牌督办，按期验收摘牌"),
    Lack("plan_rate", "计划检查家次完成率 {rate}，还差 {n} 家次", "补查计划内没有完成的 {n} 家次"),
    Lack("unseen_D", "D 类企业逾期未检 {n} 家", "检查逾期未检的 {n} 家 D 类企业"),
    Lack("unseen_C", "C 类企业逾期未检 {n} 家", "检查逾期未检的 {n} 家 C 类企业"),
    Lack("std_rate", "标准化达标率 {rate}，还有 {n} 家应达标企业没有达标", "督促 {n} 家应达标企业开展标准化建设"),
    Lack("dwm_silent", "应上报自查而没有上报的企业 {n} 家", "督促 {n} 家企业按期上报自查"),
    Lack("dwm_hollow", "自查疑似走过场的企业 {n} 家", "到 {n} 家疑似走过场的企业核实自查情况"),
    Lack("manager_rate", "安管人员持证率 {rate}，还有 {n} 家企业没有达到要求", "督促 {n} 家企业安管人员取证"),
    Lack("certificate_rate", "三项岗位持证率 {rate}，失效证书 {n} 本", "督促 {n} 本失效证书的持证人复审或重新取证"),
    Lack("filed_rate", "预案备案率 {rate}，还有 {n} 个应备案预案没有备案", "督促 {n} 个应急预案备案"),
    Lack("drill_rate", "按期演练率 {rate}，还有 {n} 个预案没有按期演练", "督促 {n} 个预案开展演练"),
    Lack("uninsured", "应投保安责险而未投保的企业 {n} 家", "督促 {n} 家企业投保安责险"),
    Lack("duties_late", "逾期未完成的履责 {n} 项", "督促责任人完成 {n} 项逾期履责"),
    Lack("tasks_late", "逾期任务 {n} 项", "督促完成 {n} 项逾期任务"),
    Lack("decisions_left", "未办结的会议议定事项 {n} 项", "办结 {n} 项会议议定事项"),
)
"""What is told as a problem while it is not 0, and the work that follows from it (nothing of causes: people know them)."""
