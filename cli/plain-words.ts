/** What the machine or the database says in a code, for people: Chinese, then English. */
const words: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘满了 the disk is full',
  EDQUOT: '磁盘配额用完 the disk quota is used up',
  EROFS: '这里只能读,不能写 this place can only be read',
  EACCES: '没有权限 not allowed here',
  EPERM: '没有权限 not allowed here',
  ENOENT: '没有这个文件或文件夹,或不能写在这里 there is no such place, or it cannot be written to',
  ENOTDIR: '这不是文件夹 this is no folder',
  EISDIR: '这是文件夹,不是文件 this is a folder, not a file',
  ECONNREFUSED: '数据库没有应答 the database does not answer',
  ECONNRESET: '与数据库的连接断了 the connection to the database broke off',
  ENOTFOUND: '找不到数据库的主机 the machine of the database is not known',
  '57P01': '数据库在途中被停下 the database was shut down meanwhile',
  '57P03': '数据库正在启动或停止,请稍后再试 the database is starting or stopping: try again soon',
  '53100': '数据库的磁盘满了 the disk of the database is full',
  '53300': '数据库的连接用完了 the database has no connection left',
  '28P01': '数据库密码不对 the password of the database is not right',
  '28000': '数据库不认这个用户 the database does not know this user',
  '3D000': '没有这个数据库 there is no such database',
  '42501': '数据库用户的权限不够 the database does not allow this user to do that',
}

/** Why did a command fail? In plain words first where we have some, then as it was told. */
export function inPlainWords(error: Error & { code?: unknown }): string {
  const plain = typeof error.code === 'string' ? words[error.code] : undefined
  return plain === undefined ? error.message : `${plain}\n  (${error.message})`
}
