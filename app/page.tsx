import type { Metadata } from 'next'
import './globals.css'
import './fonts.css'
import { LOCALES, t } from '@/components/i18n'
import { Document } from '@/components/site/views/Document'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

export const metadata: Metadata = {
  title: `${t('en').site.name} · ${t('en').site.tagline}`,
  description: t('en').site.description,
}

/** The language chosen last time, otherwise the first of the browser's languages that there is. */
const REDIRECT = `
var known=${JSON.stringify(LOCALES)},choice=null
try{choice=localStorage.getItem('locale')}catch(e){}
if(known.indexOf(choice)<0){
  choice='en'
  var wanted=navigator.languages||[navigator.language]
  for(var i=0;i<wanted.length;i++){
    var language=String(wanted[i]).toLowerCase().split('-')[0]
    if(known.indexOf(language)>=0){choice=language;break}
  }
}
location.replace(${JSON.stringify(BASE)}+'/'+choice+'/'+location.search+location.hash)
`

/** Leads on to the pages of a language. */
export default function EntryPage() {
  return (
    <Document locale="en">
      <script dangerouslySetInnerHTML={{ __html: REDIRECT }} />
      <main style={{ padding: '4rem 2rem', fontSize: '1.25rem' }}>
        <h1 style={{ fontFamily: 'var(--serif)', fontWeight: 500 }}>{t('en').site.name}</h1>
        <p><a href={`${BASE}/en/`} lang="en">{t('en').site.tagline}</a></p>
        <p><a href={`${BASE}/zh/`} lang="zh-Hans">{t('zh').site.tagline}</a></p>
      </main>
    </Document>
  )
}
