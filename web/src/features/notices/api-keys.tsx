import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Card, Field, LoadFailed, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words } from './words.ts'

/** 接口密钥. The keys of one's own programs; each is shown once. */
export function ApiKeys() {
  const say = useSay()
  const [label, setLabel] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const found = useQuery({ queryKey: ['own keys'], queryFn: () => api.get('/v1/me/api-keys') })
  const making = useCommand(async (wish: string) => {
    const { key } = await api.post('/v1/me/api-keys', { body: { label: wish } })
    setMade(key)
    setLabel('')
  })
  const ending = useCommand((keyId: string) =>
    api.post('/v1/me/api-keys/{keyId}/revoke', { path: { keyId } }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void making.run(label.trim())
  }
  return (
    <Card title={say(words.keys)}>
      <p className="hint">{say(words.keysMore)}</p>
      {made && (
        <div className="notice good" role="status">
          <p>{say(words.made)}</p>
          <p className="mono">{made}</p>
          <Copy text={made} label={say(words.copy)} />
          <h3>{say(words.tryIt)}</h3>
          <pre>{`curl -H 'authorization: Bearer ${made}' \\\n  ${location.origin}/v1/me/shops`}</pre>
        </div>
      )}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data?.keys.length === 0 && <p className="hint">{say(words.noKeys)}</p>}
      <ul className="links">
        {found.data?.keys.map(({ keyId, label: name, createdAt, revokedAt }) => (
          <li key={keyId}>
            <span>
              {name}
              <br />
              <span className="small">
                <Time at={createdAt} />
              </span>
            </span>
            {revokedAt === null ? (
              <button
                type="button"
                className="chip"
                disabled={ending.pending}
                onClick={() => void ending.run(keyId)}
              >
                {say(words.end)}
              </button>
            ) : (
              <span className="badge">{say(words.ended)}</span>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <Field label={say(words.label)}>
          {(input) => (
            <input
              {...input}
              required
              maxLength={80}
              placeholder="ERP"
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Submit kind="quiet" pending={making.pending}>
          {say(words.make)}
        </Submit>
      </form>
      <Refusal problem={making.problem ?? ending.problem} />
    </Card>
  )
}
