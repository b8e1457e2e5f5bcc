import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Webhook } from '../../../../sdk/src/wire.ts'
import { webhookTopics } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { Deliveries } from './deliveries.tsx'
import { words } from './words.ts'

type Topic = keyof typeof webhookTopics
const topics = Object.keys(webhookTopics) as Topic[]

/** 回调地址. Where a shop's programs are told, and how that goes. */
export function Webhooks({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['webhooks', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/webhooks', { path: { shopId } }),
    refetchInterval: 10_000,
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { webhooks } = found.data
  return (
    <Card title={say(words.hooks)}>
      <p className="hint">{say(words.hooksMore)}</p>
      {webhooks.length === 0 && <p className="hint">{say(words.noHooks)}</p>}
      {webhooks.map((webhook) => (
        <One key={webhook.webhookId} shopId={shopId} webhook={webhook} />
      ))}
      <Register shopId={shopId} />
    </Card>
  )
}

function One({ shopId, webhook }: { shopId: string; webhook: Webhook }) {
  const say = useSay()
  const { webhookId, status, url, offBecause, failures } = webhook
  const because = words.because[offBecause as keyof typeof words.because]
  return (
    <details>
      <summary>
        <span>
          <span className="mono">{url}</span>
          <br />
          <span className={`badge ${status === 'on' ? 'good' : 'bad'}`}>
            {say(status === 'on' ? words.on : (because ?? words.off))}
          </span>{' '}
          {failures > 0 && (
            <span className="badge warn">{say(words.failures, { n: failures })}</span>
          )}{' '}
          <span className="small">
            {webhook.topics.map((topic) => say(webhookTopics[topic])).join(' · ')}
            {webhook.description !== '' && ` · ${webhook.description}`}
          </span>
        </span>
      </summary>
      <Controls shopId={shopId} webhookId={webhookId} on={status === 'on'} />
      <Deliveries shopId={shopId} webhookId={webhookId} />
    </details>
  )
}

type Act = 'turn-on' | 'turn-off' | 'rotate-key' | 'remove' | 'test'

function Controls({ shopId, webhookId, on }: { shopId: string; webhookId: string; on: boolean }) {
  const say = useSay()
  const path = { shopId, webhookId }
  const [secret, setSecret] = useState<string | null>(null)
  const { run, pending, problem } = useCommand(async (act: Act, key) => {
    const base = '/v1/shops/{shopId}/webhooks/{webhookId}' as const
    await api.post(`${base}/${act}`, { path, key })
    if (act === 'rotate-key') await show()
  })
  const show = async () => {
    const answer = await api.get('/v1/shops/{shopId}/webhooks/{webhookId}/secret', { path })
    setSecret(answer.secret)
  }
  const button = (act: Act, text: { zh: string; en: string }) => (
    <Submit
      kind={act === 'remove' ? 'danger' : 'quiet'}
      pending={pending}
      onClick={() => void run(act)}
    >
      {say(text)}
    </Submit>
  )
  return (
    <>
      {secret && (
        <div className="notice" role="status">
          <p>{say(words.secret)}</p>
          <p className="mono">{secret}</p>
        </div>
      )}
      <div className="buttons">
        {button('test', words.test)}
        <button type="button" className="button quiet" onClick={() => void show()}>
          {say(words.showSecret)}
        </button>
        {button('rotate-key', words.rotate)}
        {on ? button('turn-off', words.turnOff) : button('turn-on', words.turnOn)}
        {button('remove', words.remove)}
      </div>
      <Refusal problem={problem} />
    </>
  )
}

function Register({ shopId }: { shopId: string }) {
  const say = useSay()
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [chosen, setChosen] = useState<readonly Topic[]>(['order', 'parcel'])
  const { run, pending, problem } = useCommand(
    async (body: { url: string; description: string; topics: Topic[] }, key) => {
      await api.post('/v1/shops/{shopId}/webhooks', { path: { shopId }, body, key })
      setUrl('')
      setDescription('')
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run({ url: url.trim(), description: description.trim(), topics: [...chosen] })
  }
  const toggle = (topic: Topic) =>
    setChosen(chosen.includes(topic) ? chosen.filter((one) => one !== topic) : [...chosen, topic])
  return (
    <form onSubmit={submit}>
      <Field label={say(words.url)} hint={say(words.urlHint)}>
        {(input) => (
          <input
            {...input}
            required
            type="url"
            maxLength={500}
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <Field label={say(words.description)}>
        {(input) => (
          <input
            {...input}
            maxLength={100}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend>{say(words.topics)}</legend>
        {topics.map((topic) => (
          <label key={topic} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(topic)}
              onChange={() => toggle(topic)}
            />
            {say(webhookTopics[topic])}
          </label>
        ))}
      </fieldset>
      <Submit pending={pending}>{say(words.add)}</Submit>
      <Refusal problem={problem} />
    </form>
  )
}
