/**
 * Links work before the page's scripts are there, and so does what two of them do besides. That to another language keeps the choice,
 * and leads to the same moment: which one the run is at stands in the address's fragment. That to the content leaves the fragment alone.
 * (In the browser's words; it stands in the HTML as it is.)
 */
export const EARLY_LINKS = [
  '(function(){addEventListener("click",function(e){var a=e.target.closest&&e.target.closest("a[data-locale],a[data-skip]");if(!a)return;',
  'if(a.dataset.skip!==undefined){e.preventDefault();document.getElementById("content").focus();return}',
  'a.hash=location.hash;try{localStorage.setItem("locale",a.dataset.locale)}catch(x){}},{capture:true})})()',
].join('')
