import Fastify from 'fastify'

/** A bare Fastify POST: what HTTP and JSON alone cost on this machine. */
const app = Fastify()
app.post('/noop', async (request) => ({ ok: true, id: (request.body as { id: string }).id }))
await app.listen({ host: '127.0.0.1', port: 0 })
console.log(JSON.stringify({ port: (app.server.address() as { port: number }).port }))
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)))
