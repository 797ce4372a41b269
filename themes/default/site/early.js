try{if(localStorage.getItem('xw:da')==='1')document.documentElement.className='da'}catch(e){}
