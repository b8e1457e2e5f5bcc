import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** Who did it, chose it, caused it. */
export const partyWords: Provision<readonly TermClass[]> = {
  title: { zh: '当事各方的说法', en: 'words for the parties' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        {
          code: 'carrier',
          terms:
            'carrier courier 运输者 承运人 快递公司 快递员 物流公司 运输途中 仓储 warehouse 仓库'.split(
              ' ',
            ),
        },
        {
          code: 'producer',
          terms:
            'producer manufacturer brand importer 生产者 生产商 厂家 厂商 制造商 品牌方 进口商'.split(
              ' ',
            ),
        },
        {
          code: 'supplier',
          terms: 'supplier upstream 供货者 供货商 供应商 上级代理 上家 一级代理'.split(' '),
        },
        {
          code: 'seller',
          terms:
            'seller merchant shop operator platform 销售者 销售商 商家 卖家 卖方 店家 店主 客服 主播 工作人员 经营者 平台 微商'.split(
              ' ',
            ),
          except: ['平台外'],
        },
        {
          code: 'consumer',
          terms: 'consumer buyer customer user 消费者 买家 买方 顾客 用户 收件人'.split(' '),
        },
      ],
      cite: '本站词表: 当事各方',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Whether contact details work, whether something was done, and how soon. */
export const conductWords: Provision<readonly TermClass[]> = {
  title: { zh: '联系方式与处置的说法', en: 'words for contacts and measures' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        {
          code: 'BAD',
          terms:
            '失效 无效 空号 停机 虚假 假的 错误 不通 打不通 联系不上 无法联系 无法接通 已注销 过期 关机 拒接 invalid false'.split(
              ' ',
            ),
        },
        {
          code: 'GOOD',
          terms: '有效 真实 属实 可联系 可接通 能联系 能接通 能打通 打得通 准确 valid true'.split(
            ' ',
          ),
        },
        {
          code: 'IDLE',
          terms: (
            '未采取 没有采取 未处理 没有处理 未作处理 不处理 无处理 无动作 未下架 没有下架 不予理会 置之不理 拖延 放任 ' +
            '继续销售 未回应 未答复 none no_action nothing ignored'
          ).split(' '),
        },
        {
          code: 'MEASURE',
          terms: (
            '下架 屏蔽 断开链接 删除链接 终止交易 终止服务 暂停服务 停止销售 冻结 封店 关店 停止提供 removed takedown ' +
            'suspended blocked'
          ).split(' '),
        },
        {
          code: 'PROMPT',
          terms:
            '立即 即时 当日 当天 当即 次日 小时内 及时 马上 一日内 1日内 一天内 immediately promptly within_24h'.split(
              ' ',
            ),
        },
        { code: 'LATE', terms: '天后 日后 周后 个月后 才下架 才处理 迟至'.split(' ') },
        {
          code: 'LIFE_AND_HEALTH',
          terms:
            '生命健康 药品 医疗器械 保健食品 食品 婴幼儿配方 特殊医学 人身安全 life_and_health'.split(
              ' ',
            ),
          except: ['食品级', '宠物食品'],
        },
        {
          code: 'CATERING',
          terms: '餐饮 外卖 现制 堂食 快餐 盒饭 食堂 熟食 卤味 糕点 烘焙 小吃 奶茶 凉菜'.split(' '),
        },
        { code: 'NO_PROMISE', terms: '无 没有 无承诺 none'.split(' ') },
        {
          code: 'PROMISE',
          terms: '承诺 先行 赔付 赔偿 垫付 先赔 保障 包赔 保证'.split(' '),
        },
        {
          code: 'WARNING',
          terms: (
            '报告 检验 检测 化验 投诉 举报 侵权 假货 假冒 不合格 过敏 伤害 受伤 缺陷 违法 违规 超标 过期 中毒 变质 危险 ' +
            '召回 通报 判决 维权 质量 警示 report complaint notice'
          ).split(' '),
        },
      ],
      cite: '本站词表: 联系方式与处置',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
