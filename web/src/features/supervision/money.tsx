import { useSay } from '../../language.tsx'
import { Bills } from './bills.tsx'
import { words } from './money-words.ts'
import { Suspense } from './suspense.tsx'

/** 对账与挂账. What differs from the provider's bill, and money that waits for a decision. */
export function Money() {
  const say = useSay()
  return (
    <>
      <h1>{say(words.title)}</h1>
      <Suspense />
      <Bills />
    </>
  )
}
