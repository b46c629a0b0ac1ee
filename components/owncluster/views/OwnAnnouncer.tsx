'use client'

import { useEffect, useState } from 'react'
import { brokerSentence, recoveredSentence, sentSentence } from '../logic/announcements'
import { useOwn, useOwnPage } from './OwnProvider'

/** Says what happens to those who do not see it. */
export function OwnAnnouncer() {
  const { texts } = useOwnPage()
  const broker = useOwn(({ cluster }) => cluster?.broker ?? null)
  const recovered = useOwn((state) => state.recovered)
  const sent = useOwn((state) => state.sent)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (broker !== null) setSaid(brokerSentence(broker, texts))
  }, [broker, texts])
  useEffect(() => {
    if (recovered !== null) setSaid(recoveredSentence(recovered, texts))
  }, [recovered, texts])
  useEffect(() => {
    if (sent !== null) setSaid(sentSentence(sent, texts))
  }, [sent, texts])
  return <div className="sr-only" aria-live="polite" aria-atomic="true">{said}</div>
}
