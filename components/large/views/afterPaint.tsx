'use client'

import dynamic from 'next/dynamic'

// The page is in its HTML as it is; what makes it live is fetched beside the page's own scripts, at a low priority.
const LargePage = dynamic(() => import('./LargePage').then((room) => room.LargePage))

export { LargePage }
