const draft = {
  source_document: '《福建省推动人工智能产业发展若干措施（征求意见稿）》',
  source_status: 'consultation-draft',
  state: 'active',
} as const;

/**
 * The ten measures with the wording of their clauses. It is that of the consultation draft, and is
 * shown as such: where the final wording differs, another migration or rule set says so.
 */
export const programmes = [
  {
    ...draft,
    code: 'M1',
    kind: 'ranking',
    subject: 'project',
    name_zh: '行业垂直模型遴选',
    name_en: 'Vertical models of industries',
    clause: '第一条',
    clause_text:
      '支持人工智能行业垂直模型攻关,提升自主创新能力和产业核心竞争力。聚焦政务、制造、教育、医疗、交通、农业、文旅、金融、海洋、气象等重点领域,发挥行业主管部门作用,加强数据供给,开放应用场景,支持企业、高校院所开展行业垂直模型产学研用攻关。综合考虑行业代表性、技术先进性、项目投入情况、推广应用成效等因素,遴选优质行业垂直模型项目,按项目推进成效分阶段给予补助,单项目补助最高不超过1000万元。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M2a',
    kind: 'formula',
    subject: 'project',
    name_zh: '企业研发投入奖补',
    name_en: 'Top-up of research spending',
    clause: '第二条',
    clause_text:
      '对研发经费支出满足一定条件的人工智能领域科技型企业,按省政府确定的企业研发投入奖补办法予以奖补。鼓励有条件的设区市、县(市,区)对本地人工智能领域企业的研发经费支出给予叠加奖补。支持人工智能研发创新成果转化落地,发展人工智能软硬件产品和智能装备等,遴选人工智能优质产品,每个产品给予一次性最高50万元奖励。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M2b',
    kind: 'ranking',
    subject: 'project',
    name_zh: '人工智能优质产品遴选',
    name_en: 'AI products of quality',
    clause: '第二条',
    clause_text:
      '对研发经费支出满足一定条件的人工智能领域科技型企业,按省政府确定的企业研发投入奖补办法予以奖补。鼓励有条件的设区市、县(市,区)对本地人工智能领域企业的研发经费支出给予叠加奖补。支持人工智能研发创新成果转化落地,发展人工智能软硬件产品和智能装备等,遴选人工智能优质产品,每个产品给予一次性最高50万元奖励。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M3',
    kind: 'ceiling',
    subject: 'project',
    name_zh: '行业创新平台补助',
    name_en: 'Innovation platforms',
    clause: '第三条',
    clause_text:
      '支持企业、高校、科研院所等共建人工智能创新平台,推动人工智能领域基础理论与关键技术研究,提供模型库、算法包等开放共享服务,建设标准数据集,促进成果转化应用,对平台牵头建设单位,按不超过平台建设实际投入50%的比例,给予一次性最高1000万元补助。鼓励各设区市针对重点领域,加大资金投入,创建人工智能行业应用中试基地,积极争取国家政策支持。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M4',
    kind: 'activity',
    subject: 'project',
    name_zh: '典型应用场景推广',
    name_en: 'Scenarios of application',
    clause: '第四条',
    clause_text:
      '落实“管行业管人工智能应用”责任,深化推进“智赋百景”行动,在制造、医疗、教育、交通、农业、海洋、民政、金融、气象等领域深入挖掘应用场景,遴选实施行业垂直模型重点培育项目,配套组建项目推进工作团队,协助加快行业适配和场景拓展,强化模型数据归集和供给保障,打造应用标杆案例。鼓励各设区市挖掘开放各类应用场景,招引优质人工智能行业垂直模型落地应用,打造一批典型案例。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M5',
    kind: 'ranking',
    subject: 'project',
    name_zh: '人工智能优质企业评选',
    name_en: 'AI enterprises of quality',
    clause: '第五条',
    clause_text:
      '实施人工智能领域企业梯次培育计划,构建由硬科技初创企业,单项冠军企业、专精特新中小企业,龙头企业、“独角兽”“瞪羚”企业构成的人工智能企业体系。每年按照营业规模、研发创新、市场应用等情况评选一批人工智能优质企业,分档给予一次性最高300万元奖励。鼓励我省各有关单位积极参加人工智能相关标准制修订,对主导和参与制修订国际标准、国家标准,开展国家标准、福建省地方标准外文版翻译工作,对符合我省实施标准化战略的给予相应的标准化战略补助资金。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M6',
    kind: 'activity',
    subject: 'project',
    name_zh: '园区发展建设',
    name_en: 'Parks and clusters',
    clause: '第六条',
    clause_text:
      '支持省级人工智能产业园和产业集聚区建设,注重高成长性企业对接引进,推动人工智能龙头企业区域总部和“独角兽”“瞪羚”企业落地。支持福州、厦门、泉州市加大政策力度推动所辖省级人工智能产业园招引落地人工智能项目。鼓励人工智能产业园、人工智能产业集聚区等举办人工智能“四链融合”供需对接活动,加快人才、技术、项目、场景对接,助力人工智能企业拓展市场。发挥专精特新、数字经济、科技创新等政府引导基金作用,单列人工智能投资,引导社会资本共同加大对重点园区人工智能产业链关键核心领域的投资力度。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M7',
    kind: 'formula',
    subject: 'project',
    name_zh: '普惠算力服务补助',
    name_en: 'Compute services',
    clause: '第七条',
    clause_text:
      '推进人工智能计算中心规模化、集约化建设,汇聚省内算力资源,构建联网调度、普惠易用、绿色安全的全省一体化算力资源公共服务平台,强化算力基础设施支撑,鼓励企业使用平台资源,助力人工智能规模化发展。对购买算力服务年度总额达到30万元(含)以上的企业,按照当年实际购买服务费用的40%比例给与补助,单家企业每年最高不超过50万元。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M8',
    kind: 'ranking',
    subject: 'dataset',
    name_zh: '行业高质量数据集评选',
    name_en: 'High-quality datasets of industries',
    clause: '第八条',
    clause_text:
      '在科学研究、工业制造、交通运输、人力资源、医疗卫生等重点领域持续建设一批人工智能行业高质量数据集,每年择优评选不超过10个人工智能行业高质量数据集,形成我省人工智能行业高质量数据集目录,及时面向社会推荐使用。支持企业、高校院所探索可信数据空间建设,促进数据要素合规高效流通使用。深化公共数据汇聚治理,依托省公共数据资源统一开放平台持续推动公共数据资源开放应用。支持建设省数据标注基地,培育数据标注产业生态。',
    yearly_capacity: 10,
  },
  {
    ...draft,
    code: 'M9',
    kind: 'roster',
    subject: 'project',
    name_zh: '人才引进培育',
    name_en: 'Talent',
    clause: '第九条',
    clause_text:
      '加大高端人才和团队引育力度,在省引才“百人计划”和“八闽英才”培养计划中,采取单列指标、单设分组、提高入选比例等方式,对人工智能领域人才和团队予以倾斜支持。对拥有国际先进水平技术成果来闽落地转化、能实现重大产业突破的人工智能领军人才和团队,给予“一事一议”综合支持。建立人工智能产业骨干企业清单,试点开展省级高层次人才自主认定;建立核心工程师名册,每年给予每人20万元奖补。支持行业主管部门开展人工智能职业技能培训,提升从业人员职业技能水平。支持人力资源机构加大人工智能产业服务力度,促进人力资源服务业与人工智能产业融合发展,加快人力资源开发利用。',
    yearly_capacity: null,
  },
  {
    ...draft,
    code: 'M10',
    kind: 'activity',
    subject: 'project',
    name_zh: '产业生态培育',
    name_en: 'Ecosystem',
    clause: '第十条',
    clause_text:
      '支持举办人工智能领域学术会议、论坛,常态化组织分享会、交流会等活动,促进相关技术、场景、人才等交流。加强人工智能培训,普及人工智能相关知识及技能。支持设立省人工智能技术标准委员会,归口管理全省人工智能领域地方标准化技术,加强关键技术领域标准研究布局,建立人工智能标准体系。加强政策服务,指导企业、高校院所申报中央网信办生成式人工智能模型备案。加大典型宣传和示范推广力度,营造全社会推动人工智能赋能千行百业的良好氛围。',
    yearly_capacity: null,
  },
];
