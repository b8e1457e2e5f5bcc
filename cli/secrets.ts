import { makeSecrets } from '../src/platform/config.ts'

/** 密钥. `secrets make FILE`: writes new keys for a production site; never over an old file. */
export async function secrets([verb, file]: string[]): Promise<number> {
  if (verb !== 'make' || !file) {
    console.error('用法 usage: secrets make FILE')
    return 64
  }
  makeSecrets(file, 'production')
  console.log(
    `${file}: 新密钥已生成,请妥善备份;丢失后联系方式和订单编号都无法解读。\n` +
      `${file}: new keys. Keep a copy in a safe place: without them contacts and ids are lost.`,
  )
  return 0
}
