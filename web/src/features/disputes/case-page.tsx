import { useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { takeSecret } from '../../secrets.ts'
import { Page, Skeleton } from '../../ui/page.tsx'
import { LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { type Case, useCase } from './case.ts'
import { CaseActions, Offers, Ways } from './case-actions.tsx'
import { CaseGoods } from './case-goods.tsx'
import { Burdens, CaseHead, Clocks, Conversation, Decided, Track } from './case-parts.tsx'
import { VictimForm } from './victim-form.tsx'
import { words } from './words.ts'

/** 案件页. For both sides: clocks, who must show what, the conversation, offers, and what to do. */
export function CasePage() {
  const say = useSay()
  const { orderId = '' } = useParams()
  useState(() => takeSecret(orderId))
  const found = useCase(orderId)
  // Over somebody's shoulder a low-key case is an order like others.
  const quiet = found.data === undefined || (found.data.lowKey && found.data.role === 'seller')
  return (
    <Page title={say(quiet ? words.neutral : words.title)}>
      <Link to={`/o/${orderId}`}>← {say(frameWords.back)}</Link>
      {found.isPending && <Skeleton />}
      {found.isError && !found.data && (
        <>
          <h1>{say(words.title)}</h1>
          <LoadFailed error={found.error} retry={() => found.refetch()} />
        </>
      )}
      {found.data && <CaseView file={found.data} />}
    </Page>
  )
}

function CaseView({ file }: { file: Case }) {
  useSeen(file)
  return (
    <>
      <CaseHead file={file} />
      <Decided file={file} />
      <Clocks file={file} />
      <CaseGoods file={file} />
      <Offers file={file} />
      <CaseActions file={file} />
      <Burdens file={file} />
      <Conversation file={file} />
      <Track file={file} />
      <VictimForm file={file} />
      <Ways file={file} />
    </>
  )
}

/** A seller who reads this has been reached, whatever became of the notice. */
function useSeen(file: Case): void {
  const told = useRef(false)
  const news = file.role === 'seller' && file.noticeAt === null && file.status !== 'closed'
  useEffect(() => {
    if (!news || told.current) return
    told.current = true
    const path = { orderId: file.orderId }
    void api.post('/v1/orders/{orderId}/complaint/seen', { path }).catch(() => null)
  }, [news, file.orderId])
}
