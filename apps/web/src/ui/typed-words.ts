import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/** How long nobody has typed before what was typed counts, milliseconds. */
const pause = 250

/**
 * Words that are typed into the address: they go there once nobody has typed for a moment, and what stands there otherwise
 * (a link, the way back) comes into the field. What went there and comes back does not: by then more may be typed.
 */
export function useTypedWords(value: string, onChange: (words: string) => void) {
  const [words, setWords] = useState(value)
  const sent = useRef(value)
  const change = useRef(onChange)
  useLayoutEffect(() => {
    change.current = onChange
  })
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setWords(value)
  }, [value])
  useEffect(() => {
    if (words.trim() === sent.current.trim()) return undefined
    const timer = setTimeout(() => {
      sent.current = words.trim()
      change.current(words.trim())
    }, pause)
    return () => clearTimeout(timer)
  }, [words])
  return { words, setWords }
}
