import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words } from './desk-words.ts'

/** 用户. Found by number, which travels in no address. */
export function People() {
  const say = useSay()
  const navigate = useNavigate()
  const [phone, setPhone] = useState('')
  const { run, pending, problem } = useCommand(async (number: string) => {
    const { personId } = await api.post('/v1/desk/people/find', { body: { phone: number } })
    navigate(`/desk/people/${personId}`)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(phone.trim())
  }
  return (
    <>
      <h1>{say(words.people)}</h1>
      <Card>
        <form onSubmit={submit}>
          <Field label={say(words.findPerson)} hint={say(words.findPersonHint)}>
            {(input) => (
              <input
                {...input}
                required
                type="tel"
                minLength={11}
                maxLength={24}
                autoComplete="off"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            )}
          </Field>
          <Submit pending={pending}>{say(words.searchYes)}</Submit>
          <Refusal problem={problem} />
        </form>
      </Card>
    </>
  )
}
