import { useQuery } from '@tanstack/react-query'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Submit } from '../../ui/parts.tsx'
import { canSign, makeDeviceKey } from './device-key.ts'
import { words } from './words.ts'

/** 签名. Lets this phone sign its scans; a choice of the courier, taken once. */
export function Signing({
  personId,
  signs,
  here,
  done,
}: {
  personId: string
  signs: boolean
  here: boolean
  done: () => void
}) {
  const say = useSay()
  const able = useQuery({
    queryKey: ['can sign'],
    queryFn: canSign,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { run, pending, problem } = useCommand(async (label: string) => {
    await makeDeviceKey(personId, label)
    done()
  })
  return (
    <Card title={say(words.key)}>
      {here && <p className="notice good">{say(words.keyHere)}</p>}
      {!here && signs && <p className="notice warn">{say(words.keyElsewhere)}</p>}
      {!here && able.data === false && <p className="hint">{say(words.keyCannot)}</p>}
      {!here && able.data === true && (
        <>
          <p className="hint">{say(words.keyMore)}</p>
          <Submit kind="quiet" pending={pending} onClick={() => void run(label())}>
            {say(words.keyOn)}
          </Submit>
        </>
      )}
      <Refusal problem={problem} />
    </Card>
  )
}

/** How the courier knows this phone again in a list of keys. */
function label(): string {
  const found = /\(([^;)]+)[;)]/.exec(navigator.userAgent)?.[1] ?? 'phone'
  return found.slice(0, 60)
}
