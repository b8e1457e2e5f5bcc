// Its types let an application be asked for its contract.
import type {} from '@fastify/swagger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type Form = 'json' | 'yaml'

const types: Readonly<Record<Form, string>> = {
  json: 'application/json; charset=utf-8',
  yaml: 'application/x-yaml',
}

/**
 * The contract as text, written once. It is half a megabyte: written anew for each stranger who
 * asks for it, within the limit of one network, it would take more than a whole processor.
 */
export function contractOnce(app: FastifyInstance) {
  const written = new Map<Form, string>()
  const textOf = (form: Form) =>
    form === 'yaml' ? app.swagger({ yaml: true }) : JSON.stringify(app.swagger())
  return (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    const form = /^\/docs\/(json|yaml)$/.exec(request.routeOptions.url ?? '')?.[1] as
      | Form
      | undefined
    if (form === undefined) next()
    else {
      const text = written.get(form) ?? textOf(form)
      written.set(form, text)
      reply.type(types[form]).send(text)
    }
  }
}
