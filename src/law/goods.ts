import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'
import { words } from './words.ts'

/** Kinds of goods that the law treats differently, as the word lists of this file tell them. */
export type GoodsKind =
  | 'FOOD'
  | 'COSMETICS'
  | 'MEDICAL'
  | 'ELECTRONICS'
  | 'TEXTILES'
  | 'DIGITAL'
  | 'PERIODICAL'
  | 'LOOKS_PERIODICAL'
  | 'FRESH'
  | 'LOOKS_FRESH'
  | 'MAYBE_FRESH'
  | 'CUSTOM'
  | 'DURABLE'
  | 'MAYBE_DURABLE'
  | 'FLAWED'
  | 'CROSS_BORDER'
  | 'VIRTUAL'

/** A fruit's name before one of these names something made of it, or merely looking like it. */
const madeOfIt = words(`
  干 酱 酒 汁 味 罐头 刀 糖 软糖 色 图案 印花 饼 酥 木 籽 粉 脯 茶 面膜 精华 提取 盘 模型 玩具 机 香 红 紫 种子 苗 油 醋 布
  裙 手机 电脑 充电 耳机 平板 手表 数据线 笔记本
`)

const food: TermClass = {
  code: 'FOOD',
  terms: words(`
    food health_food 食品 保健食品 零食 饼干 巧克力 牛奶 奶粉 酸奶 燕窝 蜂蜜 茶叶 大米 面条 坚果 糖果 糕点 月饼 腊肠
    香肠 牛肉 猪肉 鸡肉 白酒 红酒 葡萄酒 啤酒 饮料 咖啡 辣酱 酱油 食用油 水果 荔枝 脐橙 海参 阿胶 维生素片 鱼油 蛋白粉 益生菌
    减肥茶 酵素 枸杞 面包 蛋糕 粽子 火锅底料 罐头 果干 糖 麦片
  `),
  except: words(`
    pet_food 宠物食品 狗粮 猫粮 食品级 食品袋 食品盒 食品机 牛奶锅 糖果色 糖果盒 咖啡机 咖啡杯 咖啡色 咖啡壶 牛奶丝 面包机
    蛋糕模 蛋糕裙 水果刀 水果盘 红酒杯 酒红 罐头刀 巧克力色 月饼模 血糖 牛奶皂 燕窝面膜
  `),
}

const cosmetics: TermClass = {
  code: 'COSMETICS',
  terms: words(`
    cosmetics cosmetic 化妆品 护肤品 面膜 口红 唇膏 唇釉 粉底 精华液 精华水 乳液 面霜 护肤 香水 洗面奶 防晒霜 眼霜
    眼影 睫毛膏 染发 爽肤水 化妆水 卸妆 彩妆 气垫 bb霜 身体乳 祛斑霜 美白霜 指甲油 护手霜 洗发水 沐浴露 爽肤
  `),
  except: words(`
    面膜碗 面膜刷 口红收纳 化妆品收纳 化妆品盒 化妆品包 气垫鞋 气垫床 气垫梳 香水瓶 粉底刷 眼影刷
  `),
}

const medical: TermClass = {
  code: 'MEDICAL',
  terms: words(`
    medical_device 医疗器械 避孕套 安全套 计生用品 血糖仪 血压计 隐形眼镜 验孕 助听器 创可贴 体温计 试纸 雾化器
  `),
}

const electronics: TermClass = {
  code: 'ELECTRONICS',
  terms: words(`
    electronics electronic 数码 电器 手机 电脑 平板 相机 耳机 智能手表 电视 音箱 充电宝 路由器 游戏机 键盘 鼠标
    显卡 打印机 电饭煲 吹风机 扫地机 冰箱 空调 洗衣机 投影仪 微波炉 无人机 计算机 剃须刀 电动牙刷 iphone ipad
  `),
  except: words(`
    手机壳 手机膜 手机支架 手机链 手机袋 电脑包 电脑桌 电脑椅 相机包 冰箱贴 空调被 空调罩 空调衫 空调清洗 洗衣机罩 洗衣机清洁 洗衣机槽
    电视柜 鼠标垫 平板鞋 平板拖把 耳机套 键盘膜 冰箱收纳 冰箱除味 平板支撑 手机充值 手机话费 手机卡
  `),
}

const textiles: TermClass = {
  code: 'TEXTILES',
  terms: words(`
    apparel clothing shoes bags toys 服装 女装 男装 童装 连衣裙 半身裙 裙子 裤 衬衫 t恤 毛衣 大衣 外套
    羽绒服 卫衣 西装 内衣 睡衣 泳衣 旗袍 围巾 丝巾 袜 鞋 靴 帽 手套 箱包 背包 手提包 挎包 皮包 行李箱 玩具 玩偶 公仔 积木 毛绒 床单 被套
    四件套 毛巾 浴巾 窗帘 家纺 枕头 地毯 衣服 上衣 家居服
  `),
  except: words(`
    鞋柜 鞋架 鞋油 衣帽架 帽钩 玩具车位 袜子机 鞋盒 安全帽检测
  `),
}

const digital: TermClass = {
  code: 'DIGITAL',
  terms: words(`
    digital software 软件 音像 光盘 光碟 cd dvd 蓝光碟 唱片 游戏碟 游戏卡带 数字专辑 电子书 激活码 数字化商品 下载版
    数字版
  `),
  except: words(`
    软件工程 软件测试 软件开发 软件设计 软件项目 光盘架 光盘盒 cd机 dvd机 唱片机 电子书阅读器 空白光盘 刻录光盘 光盘行动 软件光盘包
  `),
}

const periodicalNames = {
  terms: words(`
    newspaper periodical magazine 报纸 杂志 期刊 日报 晚报 周报 早报 晨报 周刊 月刊 双月刊 季刊 画报 报刊
  `),
  except: words(`
    杂志架 报纸架 期刊架 杂志筐 杂志框 报刊架 杂志款 杂志同款 日报表 周报表 周报本
  `),
}

const periodical: readonly TermClass[] = [
  {
    ...periodicalNames,
    code: 'PERIODICAL',
    mayFollow: words(`
      年 月 期 号 刊 第 份 册 本 套 全年 半年 全套 订阅 订购 征订 创刊 特刊 专刊 增刊 过刊 杂志 期刊 报纸
    `),
  },
  { ...periodicalNames, code: 'LOOKS_PERIODICAL' },
]

/** Names of what spoils, which other goods bear as well: a bear called strawberry, a phone. */
const freshNames = {
  terms: words(`
    鲜花 花束 玫瑰花 水果 荔枝 草莓 樱桃 车厘子 杨梅 桃子 水蜜桃 葡萄 香蕉 芒果 榴莲 脐橙 橙子 柑橘 苹果 梨
    西瓜 蓝莓 枇杷 龙眼 猕猴桃 蔬菜 青菜 海鲜 螃蟹 生蚝 三文鱼 鲜竹笋 鲜笋 鲜蘑菇 豆腐
  `),
  except: words(`
    水果刀 水果盘 水果机 玫瑰花茶 鲜花饼 豆腐乳 香水 香薰 凤梨酥 苹果手机 苹果电脑 苹果充电 苹果耳机 苹果平板 苹果手表
    苹果数据线 苹果笔记本 生鲜灯 梨花木 海鲜酱 海鲜面 鲜花结 永生鲜花 永生花
  `),
  notBefore: madeOfIt,
}

const fresh: readonly TermClass[] = [
  {
    code: 'FRESH',
    terms: words(`
      fresh 生鲜 鲜活 活虾 鲜虾 大闸蟹 活蟹 活鱼 鲜鱼 鲜肉 冷鲜肉 冰鲜 活禽 活鸡 活体
    `),
    except: words('生鲜灯 生鲜袋 生鲜盒 鲜肉月饼 fresh风 活体检测'),
    notBefore: madeOfIt,
    notAfter: words('仿真 玩具 模型'),
  },
  {
    ...freshNames,
    code: 'FRESH',
    mayFollow: words(`
      斤 公斤 千克 kg g 克 箱 个 只 盒 枚 份 朵 支 枝 束 颗 粒 袋 篮 筐 件 头 条 把 板 根 串 整箱 整果 礼盒 鲜活 新鲜 现货
      现摘 现采 鲜果 大果 中果 小果 特级 一级 包邮 顺丰
    `),
    notAfter: words('仿真 假 塑料 绢 干花 永生 积木 毛绒 纸 玩具 模型 陶瓷 水晶 冷冻 冻干 速冻'),
  },
  { ...freshNames, code: 'LOOKS_FRESH' },
]

const maybeFresh: TermClass = {
  code: 'MAYBE_FRESH',
  terms: words(`
    酸奶 鲜奶 鲜牛奶 低温奶 巴氏奶 蛋糕 面包 奶酪 鲜榨 寿司 熟食 卤味 冷冻 速冻 冰淇淋 雪糕 鸡蛋 鲜面 盆栽 多肉 绿植 苗木 鲜切
    现做 现烤
  `),
  except: words(`
    酸奶机 面包机 蛋糕模 蛋糕裙 酸奶冻干 鲜奶杯 面包鞋 面包服 常温酸奶
  `),
  notBefore: words(`
    味 机 模 刀 盘 盒 架 玩具 图案
  `),
}

const custom: TermClass = {
  code: 'CUSTOM',
  terms: words(`
    custom_made 定制 定做 定作 订做 订制 刻字 刻名 来图 来样 量身 量体 私人照片
  `),
  except: ['非定制款'],
}

const durable: TermClass = {
  code: 'DURABLE',
  terms: words(`
    durable 机动车 汽车 轿车 计算机 电脑 笔记本电脑 电视机 电视 电冰箱 冰箱 空调器 空调 洗衣机 装修 装饰装修 装潢
  `),
  except: words(`
    电脑包 电脑桌 电脑椅 冰箱贴 空调被 空调罩 空调衫 洗衣机罩 洗衣机清洁 洗衣机槽 电视柜 汽车用品 汽车坐垫 汽车香水 汽车贴 汽车脚垫
    汽车玩具 玩具汽车 汽车模型 电脑支架 冰箱收纳 冰箱除味 空调扇 空调清洗 清洗空调 清洗洗衣机 清洗冰箱 电视盒 电视支架
  `),
}

const maybeDurable: TermClass = {
  code: 'MAYBE_DURABLE',
  terms: words(`
    手机 平板 相机 热水器 油烟机 燃气灶 洗碗机 微波炉 电动车 摩托车 家具 沙发 床垫 扫地机 投影仪 钢琴 打印机 烤箱 净水器 跑步机
    空调扇 电动自行车 按摩椅
  `),
  except: words(`
    手机壳 手机膜 手机支架 相机包 沙发套 沙发垫 床垫套 平板鞋 家具贴 玩具相机 手机链 手机袋 家具玩具 手机充值 手机话费 手机卡 玩具手机
    烤箱手套 烤箱纸
  `),
}

const flawed: TermClass = {
  code: 'FLAWED',
  terms: words(`
    瑕疵 临期 临近保质期 有划痕 残次 微瑕 二手 尾货有瑕 展示机 样机 翻新
  `),
}

const crossBorder: TermClass = {
  code: 'CROSS_BORDER',
  terms: words(`
    cross_border 跨境 海外直邮 海外直购 保税仓 保税 海淘 境外直邮 代购
  `),
}

const virtual: TermClass = {
  code: 'VIRTUAL',
  terms: words(`
    充值 点卡 游戏币 会员 话费 流量包 门票 课程 虚拟商品 礼品卡 代金券 兑换码
  `),
}

/** Words of everyday trade for the kinds of goods that law names. */
export const goodsWords: Provision<readonly TermClass[]> = {
  title: { zh: '商品种类的说法', en: 'words for kinds of goods' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        food,
        cosmetics,
        medical,
        electronics,
        textiles,
        digital,
        ...periodical,
        ...fresh,
        maybeFresh,
        custom,
        durable,
        maybeDurable,
        flawed,
        crossBorder,
        virtual,
      ],
      cite: '本站词表: 商品种类',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
