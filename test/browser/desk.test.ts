import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Cookie } from 'playwright-core'
import { clean } from './clean.ts'
import { phones } from './sandbox.ts'
import { Stage, wide } from './stage.ts'
import { fill, sees, signInOn, tap } from './walk.ts'

const colleague = '13700000002'

describe('an operator at the desk', () => {
  const stage = new Stage()
  /** Whoever has signed in stays so: codes are sent once a minute. */
  const signedIn = new Map<string, Cookie[]>()
  const desk = async (phone: string) => {
    const one = await stage.visitor(wide)
    const cookies = signedIn.get(phone)
    if (cookies) await one.context.addCookies(cookies)
    await one.page.goto(`${stage.url}/desk`)
    if (!cookies) await signInOn(one.page, phone)
    await sees(one.page, '订单')
    signedIn.set(phone, await one.context.cookies())
    return one.page
  }

  it('watches a trade in two minutes, then reads its story and checks the books', async () => {
    const page = await desk(phones.operator)
    const part = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
    for (const [path, ending] of [
      ['卖家不发货 → 一键退款', '已退款'],
      ['顺利成交 → 货款付给卖家', '交易完成'],
    ] as const) {
      await part('两分钟看懂')
      await tap(page, path)
      await tap(page, '开始')
      while (!(await page.getByText('演示结束').isVisible())) {
        const next = page.getByRole('button', { name: '下一步' })
        await next.or(page.getByText('演示结束')).first().waitFor()
        if (await next.isVisible()) await next.click()
      }
      await page.locator('.tour li.done').last().getByText(ending).waitFor()
      if (ending === '已退款') await tap(page, '再看一种')
    }
    await page.getByRole('link', { name: '看这笔订单的完整经过' }).click()
    await sees(page, '交易完成')
    await page.locator('summary', { hasText: '付款成功' }).first().waitFor()
    await page.getByRole('link', { name: '这家店的试算平衡' }).click()
    await page.getByText('借贷平衡').waitFor()
    await tap(page, '核账')
    await page.getByText('账目无误').waitFor()
    await tap(page, 'seller.settled')
    await page.getByText('账户明细 · seller.settled').waitFor()

    await part('订单')
    await tap(page, '已退款')
    await page.getByRole('link', { name: /杯/ }).first().waitFor()
    await part('用户')
    await fill(page, '按手机号查找', phones.buyer)
    await tap(page, '查找')
    await sees(page, '王**')
    await part('运行状况')
    await page.getByText('没有搁置的事件').waitFor()
    await part('对账与挂账')
    await sees(page, '对账与挂账')
    await part('查阅记录')
    await page.getByText('按手机号查找').first().waitFor()
  })

  it('R-28: records who sells; the link says so at once, and no longer once it is withdrawn', async () => {
    const page = await desk(phones.operator)
    await page.goto(`${stage.url}/desk/shops`)
    await page.getByRole('link', { name: '小渔家的果园' }).click()
    await page.getByText('登记一次核验').click()
    await fill(page, '登记名称', '宜昌市小渔家果园')
    await fill(page, '统一社会信用代码', '92990000MA0000015M')
    await page.getByLabel('营业执照', { exact: true }).check()
    await tap(page, '登记核验')
    await page.getByText('宜昌市小渔家果园').waitFor()
    const shared = async () => {
      const home = await (await fetch(stage.url)).text()
      const [path = ''] = /\/l\/lst_\w+(?=">秭归)/.exec(home) ?? []
      return (await fetch(stage.url + path, { headers: { 'accept-language': 'zh' } })).text()
    }
    const said = await shared()
    assert.match(said, /登记名称：.*宜昌市小渔家果园/)
    assert.match(said, /个体工商户，执照已核验/)
    await clean(page, page.url())
    await tap(page, '撤回核验')
    await fill(page, '撤回的理由', '执照已注销')
    await tap(page, '撤回核验')
    await page.getByText('还没有人核验过').waitFor()
    assert.match(await shared(), /身份未核验/)
  })

  it('R-90: proposes a mediator; a colleague approves', async () => {
    const page = await desk(phones.operator)
    await page.goto(`${stage.url}/desk/roles`)
    await fill(page, '谁（手机号）', phones.buyer)
    await page.getByLabel('角色', { exact: true }).selectOption('mediator')
    await fill(page, '理由', '经验丰富')
    await tap(page, '提交审批')
    await page.getByText('经验丰富').waitFor()
    await page.getByText('须由另一位同事批准').waitFor()
    assert.equal(await page.getByRole('button', { name: '批准', exact: true }).count(), 0)
    const second = await desk(colleague)
    await second.goto(`${stage.url}/desk/roles`)
    await tap(second, '批准')
    await second.getByText('已批准').waitFor()
  })
})
