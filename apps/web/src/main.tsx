import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { Providers } from './app/providers.tsx'
import { makeRouter } from './app/router.tsx'
import { applyAppearance } from './look/appearance.ts'
import './look/base.css'
import { markStyles } from './look/nonce.ts'
import { openTexts } from './text/language.ts'
import { openBrowserService } from './wire/browser-service.ts'
import { makeQueryClient } from './wire/query-client.ts'

applyAppearance()
markStyles()
const text = await openTexts(['app', 'ui', 'look', 'form'])
const service = openBrowserService(() => text.language)
const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <Providers text={text} service={service} queries={makeQueryClient()} now={() => Date.now()}>
      <RouterProvider router={makeRouter(text)} />
    </Providers>
  </StrictMode>,
)
